-- What people are asked before something happens outside, bound by its hash to one exact action, and what they answered.

create table approvals (
  id uuid primary key,
  workspace_id uuid not null,
  subject_kind varchar(20) not null check (subject_kind in ('node', 'query', 'publish', 'undo')),
  -- Key of the effect, id of the query, of the version of a workflow.
  subject_id uuid not null,
  execution_id uuid,
  node_id text,
  node_name text,
  run_index integer,
  workflow_id uuid,
  workflow_name text,
  workflow_version integer,
  pod_id uuid,
  class varchar(20) not null check (class in ('pure', 'read', 'write', 'send', 'pay', 'delete', 'execute')),
  environment varchar(20) not null check (environment in ('development', 'staging', 'production')),
  connector text,
  connection_kind text,
  connection_id text,
  connection_name text,
  target text,
  title text not null,
  detail text,
  -- Secrets are left out by who asks. json takes every string and keeps the order of keys.
  payload json not null,
  risk json not null,
  -- In minor units, each with its currency.
  amount numeric(20, 0),
  amount_currency char(3),
  cost numeric(20, 0),
  cost_currency char(3),
  -- What each policy that asked wants: its name and version, how many, who, and who else later.
  demands json not null,
  is_reason_required boolean not null,
  action_hash bytea not null check (length(action_hash) = 32),
  requester_id uuid,
  state varchar(20) not null default 'pending' check (
    state in ('pending', 'approved', 'used', 'rejected', 'changes_requested', 'expired', 'withdrawn', 'superseded')
  ),
  is_broken_glass boolean not null default false,
  expires_at timestamptz(3) not null,
  -- When people are to be written to next; null where nobody is.
  remind_at timestamptz(3),
  escalate_at timestamptz(3),
  -- When it came to its last answer; an approval that ended unused was decided before.
  decided_at timestamptz(3),
  used_at timestamptz(3),
  reviewed_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  unique (workspace_id, id),
  check ((amount is null) = (amount_currency is null)),
  check ((cost is null) = (cost_currency is null))
);
create trigger approvals_updated_at before update on approvals for each row execute function set_updated_at();

-- Two processes that ask at once make one; and what is open is asked about one exact action.
create unique index approvals_open on approvals (workspace_id, subject_kind, subject_id) where state in ('pending', 'approved');
create index approvals_by_subject on approvals (workspace_id, subject_kind, subject_id, id desc);
create index approvals_by_workspace on approvals (workspace_id, id desc);
create index approvals_by_execution on approvals (execution_id, id desc) where execution_id is not null;
create index approvals_by_node on approvals (workspace_id, workflow_id, node_id, id desc) where workflow_id is not null;
create index approvals_pending on approvals (workspace_id, expires_at, id) where state = 'pending';
create index approvals_unreviewed on approvals (workspace_id, id desc) where is_broken_glass and reviewed_at is null;
create index approvals_to_end on approvals (expires_at) where state in ('pending', 'approved');
create index approvals_to_remind on approvals (remind_at) where state = 'pending' and remind_at is not null;
create index approvals_to_escalate on approvals (escalate_at) where state = 'pending' and escalate_at is not null;

create table decisions (
  id uuid primary key,
  workspace_id uuid not null,
  approval_id uuid not null,
  user_id uuid not null,
  decision varchar(20) not null check (
    decision in ('approve', 'reject', 'ask_changes', 'delegate', 'break_glass', 'review', 'withdraw')
  ),
  reason text,
  via varchar(20) not null check (via in ('web', 'api', 'link', 'slack')),
  delegated_to uuid,
  -- Of a review: whether breaking the glass was right.
  is_right boolean,
  action_hash bytea not null check (length(action_hash) = 32),
  created_at timestamptz(3) not null default now(),
  foreign key (workspace_id, approval_id) references approvals (workspace_id, id) on delete cascade,
  check ((decision = 'delegate') = (delegated_to is not null)),
  check ((decision = 'review') = (is_right is not null))
);
create index decisions_by_approval on decisions (workspace_id, approval_id, id);
-- However often and from wherever somebody clicks.
create unique index decisions_once on decisions (approval_id, user_id) where decision in ('approve', 'reject');
create unique index decisions_one_review on decisions (approval_id) where decision = 'review';

create table approval_links (
  token_hash bytea primary key check (length(token_hash) = 32),
  workspace_id uuid not null,
  approval_id uuid not null,
  -- In whose name it decides.
  user_id uuid not null,
  action_hash bytea not null check (length(action_hash) = 32),
  expires_at timestamptz(3) not null,
  used_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  foreign key (workspace_id, approval_id) references approvals (workspace_id, id) on delete cascade
);
create index approval_links_by_approval on approval_links (workspace_id, approval_id);
create index approval_links_expired on approval_links (expires_at);
