-- Marks of signed calls that were taken: the same call a second time is a replay. Kept for as long as its signature would be taken.
create table webhook_nonces (
  nonce text primary key,
  -- The call that was taken, so that a write whose outcome was not heard can be repeated.
  call_id uuid not null,
  expires_at timestamptz not null
);
create index webhook_nonces_by_expiry on webhook_nonces (expires_at);
