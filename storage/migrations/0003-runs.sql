-- Runs, their frontier of pages, the sampling frame, and the schedules that start them.

create table schedules (
  id text collate "C" primary key,
  name text not null unique,
  cron text not null,
  timezone text not null,
  plan jsonb not null,
  enabled boolean not null,
  last_run_at timestamptz(3),
  next_run_at timestamptz(3),
  version integer not null
);
create index schedules_due on schedules (next_run_at) where enabled and next_run_at is not null;

create table runs (
  id text collate "C" primary key,
  schedule_id text collate "C" references schedules (id),
  plan jsonb not null,
  state text not null,
  requested_by text not null,
  created_at timestamptz(3) not null,
  started_at timestamptz(3),
  ended_at timestamptz(3),
  because text,
  touched_at timestamptz(3) not null
);
create index runs_newest on runs (created_at desc, id desc);
create index runs_live on runs (touched_at) where state in ('queued', 'running', 'stopping');

-- The frontier: one row an address a run. Addresses are longer than an index entry may be, so their hash is unique.
create table pages (
  id text collate "C" primary key,
  seq bigint generated always as identity,
  run_id text collate "C" not null references runs (id),
  batch_id text collate "C",
  platform text not null,
  stratum integer not null,
  kind text not null,
  url text not null,
  url_hash text collate "C" not null,
  query text,
  page_number integer,
  inclusion_probability double precision,
  state text not null default 'pending',
  cause text,
  detail text,
  attempts integer not null default 0,
  touched_at timestamptz(3) not null,
  unique (run_id, url_hash)
);
create index pages_in_order on pages (run_id, seq);
create index pages_in_state on pages (run_id, state, seq);
create index pages_tally on pages (run_id, state, kind, stratum, cause);
create index pages_touched on pages (run_id, touched_at);
create index pages_of_batch on pages (batch_id, seq) where state = 'pending';
create index pages_without_batch on pages (run_id, platform, seq) where state = 'pending' and batch_id is null;

create table frame_items (
  run_id text collate "C" not null references runs (id),
  stratum integer not null,
  item_hash text collate "C" not null,
  item_id text not null,
  url text not null,
  query text not null,
  rank integer not null,
  primary key (run_id, stratum, item_hash)
);
