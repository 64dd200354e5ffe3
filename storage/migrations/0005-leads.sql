-- Leads: one listing × one right × one kind. `doubt` and `priority_rank` let one index walk the queue in its order.

create table leads (
  id text collate "C" primary key,
  listing_id text collate "C" not null references listings (id),
  observation_id text collate "C" not null references observations (id),
  opened_in_run text collate "C" references runs (id),
  platform text not null,
  category text,
  kind text not null,
  right_id text not null,
  right_name text not null,
  state text not null,
  probability double precision not null,
  doubt double precision not null generated always as (1 - probability) stored,
  priority text not null,
  priority_rank smallint not null generated always as (case priority when 'high' then 0 when 'medium' then 1 when 'low' then 2 else 3 end) stored,
  reason_code text,
  assignee text collate "C",
  snoozed_until timestamptz(3),
  first_found_at timestamptz(3) not null,
  last_found_at timestamptz(3) not null,
  decided_at timestamptz(3),
  version integer not null,
  leased_by text collate "C",
  leased_until timestamptz(3),
  seller_name text,
  seller_key text,
  search_text text not null,
  unique (listing_id, right_id, kind)
);
create index leads_by_priority on leads (state, priority_rank, doubt, id);
create index leads_newest on leads (state, last_found_at desc, id desc);
create index leads_oldest on leads (state, first_found_at, id);
create index leads_tally on leads (state, kind, platform, category, priority);
create index leads_of_right on leads (right_id, state);
create index leads_of_seller on leads (seller_key) where seller_key is not null;
create index leads_of_seller_name on leads (seller_name) where seller_name is not null;
create index leads_of_assignee on leads (assignee, state) where assignee is not null;
create index leads_opened_in_run on leads (opened_in_run) where opened_in_run is not null;
create index leads_by_words on leads using gin (character_pairs(search_text));

-- A decision sent twice (a lost answer, a double key press) is one decision.
create table lead_requests (
  lead_id text collate "C" not null references leads (id),
  request_id text not null,
  at timestamptz(3) not null,
  primary key (lead_id, request_id)
);
