-- The picture of a page, taken when it was flagged; one an observation, and the first one stays.

create table observation_screenshots (
  observation_id text collate "C" primary key references observations (id),
  capture_id text collate "C" not null references captures (id),
  at timestamptz(3) not null
);
