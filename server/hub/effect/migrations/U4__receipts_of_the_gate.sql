-- Receipts that only this version knows are in nobody's words before it.
delete from receipts where subject_kind <> 'node' or outcome = 'refused';
update receipts set outcome = 'completed' where outcome = 'undone';

drop table receipt_batches;
drop index receipts_by_approval, receipts_by_actor, receipts_by_connection, receipts_by_connector, receipts_by_target,
  receipts_by_outcome, receipts_by_class, receipts_by_time;
create index receipts_by_workspace on receipts (workspace_id, intended_at desc, id desc);
create index receipts_in_doubt on receipts (workspace_id, intended_at desc, id desc) where outcome = 'in_doubt';

alter table receipts
  drop constraint receipts_outcome_check,
  drop constraint receipts_subject_check,
  drop constraint receipts_environment_check,
  drop constraint receipts_amount_check,
  drop constraint receipts_cost_check,
  add constraint receipts_outcome_check check
    (outcome in ('completed', 'failed', 'in_doubt', 'happened', 'repeated', 'stopped', 'cut_off'));

alter table receipts
  drop column subject_kind,
  drop column environment,
  drop column connector,
  drop column policies,
  drop column approval_id,
  drop column actor_id,
  drop column amount,
  drop column amount_currency,
  drop column cost,
  drop column cost_currency,
  drop column response,
  drop column undoes,
  drop column undone_by,
  drop column revision,
  drop column batch_id,
  alter column execution_id set not null,
  alter column workflow_id set not null,
  alter column workflow_name set not null,
  alter column workflow_version set not null,
  alter column node_id set not null,
  alter column run_index set not null;
