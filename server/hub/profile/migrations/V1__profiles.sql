-- Ids of users point into the schema of another hub, which may live in another database: ids only.
create table user_profiles (
  id uuid primary key,
  user_id uuid not null unique,
  first_name varchar(100),
  last_name varchar(100),
  phone varchar(20),
  avatar_url text,
  timezone varchar(50),
  language varchar(10) not null default 'en',
  bio text,
  date_of_birth date,
  gender varchar(20),
  version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
create index idx_profiles_user_id on user_profiles (user_id);

-- The picture that avatar_url names. By itself, because it is read for lists and the profile is not.
create table user_avatars (
  user_id uuid primary key references user_profiles (user_id) on delete cascade,
  media_type varchar(20) not null check (media_type in ('image/png', 'image/jpeg', 'image/webp')),
  image bytea not null check (length(image) <= 1048576),
  digest char(64) not null,
  updated_at timestamptz(3) not null default now()
);

create table user_preferences (
  id uuid primary key,
  user_id uuid not null unique,
  email_notifications boolean not null default true,
  sms_notifications boolean not null default false,
  push_notifications boolean not null default true,
  theme varchar(20) not null default 'auto' check (theme in ('auto', 'light', 'dark')),
  currency varchar(10) not null default 'USD',
  privacy_profile_visibility varchar(20) not null default 'PUBLIC' check (privacy_profile_visibility in ('PUBLIC', 'PRIVATE')),
  privacy_activity_tracking boolean not null default true,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
create index idx_preferences_user_id on user_preferences (user_id);

-- The id is that of the event it was told by.
create table user_activities (
  id uuid primary key,
  user_id uuid not null,
  activity_type varchar(50) not null,
  description text,
  ip_address inet,
  user_agent text,
  metadata jsonb,
  created_at timestamptz(3) not null default now()
);
create index idx_activities_user_id on user_activities (user_id, created_at desc, id desc);
create index idx_activities_type on user_activities (activity_type);
create index idx_activities_created_at on user_activities (created_at);

create table user_addresses (
  id uuid primary key,
  user_id uuid not null,
  address_type varchar(20) not null check (address_type in ('HOME', 'WORK', 'BILLING')),
  street_address text,
  city varchar(100),
  state_province varchar(100),
  postal_code varchar(20),
  country varchar(100),
  is_default boolean not null default false,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
create index idx_addresses_user_id on user_addresses (user_id);
create index idx_addresses_type on user_addresses (address_type);
create unique index user_addresses_one_default on user_addresses (user_id, address_type) where is_default;

create trigger user_profiles_updated_at before update on user_profiles for each row execute function set_updated_at();
create trigger user_preferences_updated_at before update on user_preferences for each row execute function set_updated_at();
create trigger user_addresses_updated_at before update on user_addresses for each row execute function set_updated_at();
