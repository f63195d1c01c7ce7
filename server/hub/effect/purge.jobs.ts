import { purgeSubscription, rowsOfWorkspace } from '#db'

/** Receipts and policies of a workspace that is gone. What the audit log says stays. */
export const effectPurge = purgeSubscription('effect', [
  rowsOfWorkspace('receipts', ['id']),
  rowsOfWorkspace('receipt_batches', ['id']),
  rowsOfWorkspace('decisions', ['id']),
  rowsOfWorkspace('approval_links', ['token_hash']),
  rowsOfWorkspace('slack_notices', ['id']),
  rowsOfWorkspace('slack_messages', ['approval_id']),
  rowsOfWorkspace('slack_people', ['team_id', 'slack_user_id']),
  rowsOfWorkspace('slack_invitations', ['token_hash']),
  rowsOfWorkspace('approvals', ['id']),
  rowsOfWorkspace('policies', ['id']),
])
