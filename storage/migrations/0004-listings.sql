-- What was seen: captures, listings, their observations, what each run sampled, and what screening found.

create table captures (
  id text collate "C" primary key,
  run_id text collate "C" references runs (id),
  purpose text not null,
  platform text not null,
  url_asked text not null,
  url_reached text not null,
  status integer not null,
  at timestamptz(3) not null,
  body text not null,
  headers text not null,
  screenshot text,
  environment jsonb not null
);
create index captures_of_run on captures (run_id) where run_id is not null;
create trigger captures_keep_rows before update or delete on captures for each row execute function refuse_change();
create trigger captures_keep_table before truncate on captures for each statement execute function refuse_change();

-- Overlapping pairs of characters: finds any substring of two or more characters, Chinese included, without an extension.
create function character_pairs(words text) returns text[] language sql immutable parallel safe strict cost 1000 as $$
  select coalesce(array_agg(distinct substr(words, i, 2)), '{}') from generate_series(1, greatest(length(words) - 1, 1)) as i
$$;

create table listings (
  id text collate "C" primary key,
  platform text not null,
  url text not null,
  category text,
  title text not null,
  seller_name text,
  price_amount text,
  price_currency text,
  flagged boolean not null default false,
  first_seen_at timestamptz(3) not null,
  last_seen_at timestamptz(3) not null,
  observation_id text collate "C",
  search_text text not null
);
create index listings_newest on listings (last_seen_at desc, id desc);
create index listings_newest_of_platform on listings (platform, last_seen_at desc, id desc);
create index listings_newest_of_category on listings (category, last_seen_at desc, id desc);
create index listings_flagged on listings (last_seen_at) where flagged;
create index listings_by_words on listings using gin (character_pairs(search_text));

create table observations (
  id text collate "C" primary key,
  listing_id text collate "C" not null references listings (id),
  capture_id text collate "C" not null references captures (id),
  at timestamptz(3) not null,
  content_hash text not null,
  listing jsonb not null,
  provenance jsonb not null,
  pictures jsonb not null,
  title text not null,
  seller_name text,
  price_amount text,
  price_currency text,
  picture text,
  -- The last screening, repeated here so that a run's tally needs no join.
  screened_version text,
  flagged boolean not null default false,
  flagged_kinds text[] not null default '{}'
);
create index observations_of_listing on observations (listing_id, at desc, id desc);
alter table listings add foreign key (observation_id) references observations (id);

create table samples (
  run_id text collate "C" not null references runs (id),
  page_id text collate "C" not null references pages (id),
  listing_id text collate "C" not null references listings (id),
  observation_id text collate "C" not null references observations (id),
  stratum integer not null,
  category text,
  platform text not null,
  inclusion_probability double precision not null,
  change text not null,
  at timestamptz(3) not null,
  screened_version text,
  screened_at timestamptz(3),
  flagged boolean not null default false,
  flagged_kinds text[] not null default '{}',
  primary key (run_id, page_id)
);
create index samples_of_observation on samples (observation_id);
create index samples_of_listing on samples (listing_id, run_id);
create index samples_unscreened on samples (run_id, observation_id) where screened_version is null;
create index samples_by_time on samples (at);
create index samples_screened on samples (run_id, screened_at);

create table screenings (
  observation_id text collate "C" not null references observations (id),
  register_version text not null,
  run_id text collate "C" references runs (id),
  at timestamptz(3) not null,
  flagged boolean not null,
  notes jsonb not null,
  -- What it came to, so that the same screening asked for twice gives the same answer.
  opened text[] not null,
  attached text[] not null,
  reopened text[] not null,
  primary key (observation_id, register_version)
);

create table findings (
  observation_id text collate "C" not null,
  register_version text not null,
  ordinal integer not null,
  listing_id text collate "C" not null references listings (id),
  kind text not null,
  right_id text not null,
  verdict text not null,
  probability double precision not null,
  finding jsonb not null,
  primary key (observation_id, register_version, ordinal),
  foreign key (observation_id, register_version) references screenings (observation_id, register_version)
);
create index findings_of_lead on findings (listing_id, kind, right_id);
