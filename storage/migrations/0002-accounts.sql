-- People, their sessions and one-time links. Session ids and link tokens are kept only as hashes.

create table users (
  id text collate "C" primary key,
  name text not null unique,
  display_name text not null,
  roles text[] not null,
  disabled boolean not null default false,
  password_hash text,
  created_at timestamptz(3) not null
);

create table sign_in_links (
  token_hash text primary key,
  user_id text collate "C" not null references users (id),
  expires_at timestamptz(3) not null,
  used_at timestamptz(3)
);

create table sessions (
  id_hash text primary key,
  user_id text collate "C" references users (id),
  data jsonb not null,
  expires_at timestamptz(3) not null
);
create index sessions_of_user on sessions (user_id) where user_id is not null;
create index sessions_by_expiry on sessions (expires_at);

create table sign_in_failures (
  id bigint generated always as identity primary key,
  key text not null,
  at timestamptz(3) not null
);
create index sign_in_failures_of_key on sign_in_failures (key, at);
create index sign_in_failures_by_time on sign_in_failures (at);
