-- A receipt says on what ground something was done, by whom, where and for how much, and there are receipts of what no node
-- does: queries, publishing, undoing.
--
-- Nothing is rewritten and nothing is scanned but for the indexes. While they are made only the relay waits that writes receipts;
-- facts stay in the outbox meanwhile and no execution waits for them. A million receipts take some ten seconds.

alter table receipts
  alter column execution_id drop not null,
  alter column workflow_id drop not null,
  alter column workflow_name drop not null,
  alter column workflow_version drop not null,
  alter column node_id drop not null,
  alter column run_index drop not null,
  add column subject_kind varchar(20) not null default 'node',
  -- Null in receipts older than environments.
  add column environment varchar(20),
  -- Type of the node, or the kind of database.
  add column connector varchar(255),
  -- Those that decided, as they were: [{id, name, version}].
  add column policies jsonb,
  add column approval_id uuid,
  -- The person whom it was done for.
  add column actor_id uuid,
  -- In minor units.
  add column amount numeric(20, 0),
  add column amount_currency char(3),
  add column cost numeric(20, 0),
  add column cost_currency char(3),
  -- What came back, secrets left out and cut short. json takes every string.
  add column response json,
  -- The receipt of what this one takes back, and of what took this one back.
  add column undoes uuid,
  add column undone_by uuid,
  -- How often it was written; each time is covered by the line of its batch in the audit log.
  add column revision integer not null default 1,
  -- Null in receipts older than batches.
  add column batch_id uuid;

-- What is there already holds by what held before.
alter table receipts
  drop constraint receipts_outcome_check,
  add constraint receipts_outcome_check check (outcome in
    ('completed', 'failed', 'in_doubt', 'happened', 'repeated', 'stopped', 'cut_off', 'refused', 'undone')) not valid,
  add constraint receipts_subject_check check (subject_kind in ('query', 'publish', 'undo') or (subject_kind = 'node'
    and execution_id is not null and workflow_id is not null and node_id is not null and run_index is not null)) not valid,
  add constraint receipts_environment_check check (environment in ('development', 'staging', 'production')) not valid,
  add constraint receipts_amount_check check ((amount is null) = (amount_currency is null)) not valid,
  add constraint receipts_cost_check check ((cost is null) = (cost_currency is null)) not valid;

-- Totals by class and outcome are read from the index alone.
create index receipts_by_time on receipts (workspace_id, intended_at desc, id desc) include (class, outcome);
drop index receipts_by_workspace;
-- Most receipts are of reads that went well: those are found by time, the few others by what they are.
create index receipts_by_class on receipts (workspace_id, class, intended_at desc, id desc) where class <> 'read';
create index receipts_by_outcome on receipts (workspace_id, outcome, intended_at desc, id desc) where outcome <> 'completed';
drop index receipts_in_doubt;
create index receipts_by_target on receipts (workspace_id, target, intended_at desc, id desc) where target is not null;
create index receipts_by_connector on receipts (workspace_id, connector, intended_at desc, id desc) where connector is not null;
create index receipts_by_connection on receipts (workspace_id, connection_id, intended_at desc, id desc) where connection_id is not null;
create index receipts_by_actor on receipts (workspace_id, actor_id, intended_at desc, id desc) where actor_id is not null;
create index receipts_by_approval on receipts (approval_id) where approval_id is not null;

-- Receipts of a workspace that were written in one transaction. A line of the audit log names the batch and holds its digest.
create table receipt_batches (
  id uuid not null primary key,
  workspace_id uuid not null,
  -- One for each receipt, in the order of their ids: the 16 bytes of its id, and the SHA-256 of the receipt as it was written.
  leaves bytea not null,
  -- SHA-256 over the leaves.
  digest bytea not null,
  created_at timestamptz(3) not null default now()
);
create index receipt_batches_by_workspace on receipt_batches (workspace_id, id);
