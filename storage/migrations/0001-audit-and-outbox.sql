-- The chain of audit events, and the jobs asked for beside a change. PostgreSQL 14 or newer.

create table audit_events (
  seq bigint primary key,
  at timestamptz(3) not null,
  actor text not null,
  action text not null,
  object_type text not null,
  object_id text not null,
  from_state text,
  to_state text,
  body jsonb not null,
  previous_hash text not null,
  hash text not null
);
create index audit_events_of_object on audit_events (object_type, object_id, seq);

-- The end of the chain, kept apart so that cutting off its last events shows.
create table audit_head (
  only_row boolean primary key default true check (only_row),
  seq bigint not null,
  hash text not null
);
insert into audit_head (seq, hash) values (0, repeat('0', 64));

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% on % is refused: its rows are only ever added', tg_op, tg_table_name using errcode = 'integrity_constraint_violation';
end
$$;
create trigger audit_events_keep_rows before update or delete on audit_events for each row execute function refuse_change();
create trigger audit_events_keep_table before truncate on audit_events for each statement execute function refuse_change();

create table outbox (
  id bigint generated always as identity primary key,
  job_id text not null,
  name text not null,
  data jsonb not null,
  platform text,
  not_before timestamptz(3),
  asked_at timestamptz(3) not null,
  relayed_at timestamptz(3)
);
-- The same request twice, while the first still waits, is one job.
create unique index outbox_one_waiting on outbox (name, job_id) where relayed_at is null;
create index outbox_waiting on outbox (id) where relayed_at is null;
create index outbox_relayed on outbox (relayed_at) where relayed_at is not null;
