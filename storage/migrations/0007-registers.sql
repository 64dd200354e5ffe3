-- Every register that was ever screened with; one is current.

create table registers (
  version text primary key,
  content json not null,
  content_hash text not null,
  counts jsonb not null,
  imported_at timestamptz(3) not null,
  imported_by text not null,
  current boolean not null
);
create unique index registers_one_current on registers (current) where current;
