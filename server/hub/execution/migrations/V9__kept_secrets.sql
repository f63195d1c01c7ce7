-- What the hub signs with, locked: it outlives the encryption key of the installation, which may change.
create table kept_secrets (
  name varchar(50) primary key,
  locked_value text not null,
  created_at timestamptz(3) not null default now()
);
