-- Every hub starts with these. Steps below 1 are the runner's own and are applied to each schema.

create function set_updated_at() returns trigger language plpgsql as $$
begin
  new.updated_at := now();
  return new;
end
$$;

-- What this hub tells the others, written in the transaction of the change itself. A row
-- leaves when every subscriber has handled it. The payload is json, not jsonb: it is carried,
-- never searched, and json also keeps the characters that jsonb refuses.
create table outbox (
  id bigint generated always as identity primary key,
  event_id uuid not null,
  type text not null,
  key text not null,
  payload json not null,
  created_at timestamptz not null default now(),
  attempts integer not null default 0,
  next_attempt_at timestamptz not null default '-infinity',
  last_error text
);
create index outbox_key on outbox (key, id);

-- What this hub has handled, written in the transaction of the handling.
create table inbox (
  consumer text not null,
  event_id uuid not null,
  handled_at timestamptz not null default now(),
  primary key (consumer, event_id)
);
create index inbox_handled_at on inbox (handled_at);
