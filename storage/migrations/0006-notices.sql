-- Notices and what comes of them. That no notice leaves without a second person's approval of exactly its text is held here too.

create table notice_numbers (
  year integer primary key,
  last integer not null
);

create table notices (
  id text collate "C" primary key,
  number text unique,
  kind text not null,
  platform text not null,
  right_id text not null,
  right_name text not null,
  infringement_kind text not null,
  channel text not null,
  recipient text not null,
  language text not null,
  template text not null,
  subject text not null,
  body text not null,
  text_hash text not null,
  token text not null unique,
  state text not null,
  drafted_by text not null,
  drafted_at timestamptz(3) not null,
  approved_by text,
  approved_at timestamptz(3),
  sent_at timestamptz(3),
  receipt text,
  due_at timestamptz(3),
  published_at timestamptz(3),
  closed_at timestamptz(3),
  version integer not null,
  constraint approved_by_another check (approved_by <> drafted_by),
  constraint approved_before_leaving check (
    state in ('draft', 'cancelled') or (approved_by is not null and approved_at is not null and number is not null)
  ),
  constraint sent_is_recorded check (state not in ('sent', 'acknowledged') or sent_at is not null)
);
create index notices_newest on notices (drafted_at desc, id desc);
create index notices_in_state on notices (state, drafted_at desc, id desc);
create index notices_of_platform on notices (platform, drafted_at desc, id desc);
create index notices_due on notices (due_at, id) where state in ('sent', 'acknowledged') and due_at is not null;

create function keep_approved_text() returns trigger language plpgsql as $$
begin
  if old.state <> 'draft' and (new.kind, new.platform, new.channel, new.recipient, new.subject, new.body, new.text_hash)
     is distinct from (old.kind, old.platform, old.channel, old.recipient, old.subject, old.body, old.text_hash) then
    raise exception 'the text of notice % is approved and cannot be changed', old.id using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end
$$;
create trigger notices_keep_approved_text before update on notices for each row execute function keep_approved_text();

create table notice_items (
  id text collate "C" primary key,
  notice_id text collate "C" not null references notices (id),
  ordinal integer not null,
  lead_id text collate "C" not null references leads (id),
  listing_id text collate "C" not null references listings (id),
  url text not null,
  claimed text,
  claimed_at timestamptz(3),
  verified text not null default 'pending',
  verified_at timestamptz(3),
  verified_by text collate "C" references captures (id),
  unique (notice_id, lead_id),
  unique (notice_id, ordinal),
  constraint only_a_capture_verifies check (verified in ('pending', 'unknown') or verified_by is not null)
);
create index notice_items_of_lead on notice_items (lead_id);

create table publications (
  id bigint generated always as identity primary key,
  notice_id text collate "C" not null references notices (id),
  url text not null,
  seen boolean not null,
  capture_id text collate "C" references captures (id),
  recorded_by text not null,
  at timestamptz(3) not null
);
create index publications_of_notice on publications (notice_id, id desc);

create table notice_messages (
  id bigint generated always as identity primary key,
  notice_id text collate "C" not null references notices (id),
  direction text not null,
  channel text not null,
  at timestamptz(3) not null,
  message_id text,
  subject text,
  body text not null
);
create index notice_messages_of_notice on notice_messages (notice_id, id);
-- A message fetched twice from the mailbox is one message.
create unique index notice_messages_once on notice_messages (notice_id, direction, message_id) where message_id is not null;

create table deliveries (
  key text primary key,
  notice_id text collate "C" not null references notices (id),
  channel text not null,
  state text not null check (state in ('begun', 'delivered', 'abandoned')),
  began_at timestamptz(3) not null,
  ended_at timestamptz(3),
  receipt text,
  because text,
  tries integer not null default 1,
  constraint delivered_with_receipt check (state <> 'delivered' or receipt is not null)
);
create index deliveries_of_notice on deliveries (notice_id);

create table verifications (
  id text collate "C" primary key,
  item_id text collate "C" not null references notice_items (id),
  notice_id text collate "C" not null references notices (id),
  due_at timestamptz(3) not null,
  done_at timestamptz(3),
  outcome text,
  capture_id text collate "C" references captures (id),
  because text,
  unique (item_id, due_at)
);
create index verifications_due on verifications (due_at, id) where done_at is null;
create index verifications_of_notice on verifications (notice_id, due_at);
