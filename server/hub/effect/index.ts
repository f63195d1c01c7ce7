export { effectPurge } from './purge.jobs.ts'
export { effectSubscriptions } from './effect.jobs.ts'
export { effectRoutes } from './effect.routes.ts'
export { receiptsWritten } from './receipt/take-receipts.ts'
export { type ToldReceipt, writeReceipt } from './receipt/told-receipt.ts'
export { type AttestedBatch, ReceiptsFault, type ReceiptsVerdict, verifyReceipts } from './receipt/verify-receipts.ts'
export { undoneAmong } from './receipt/undone-among.store.ts'
export { keepPartitions } from './receipt/keep-partitions.ts'
export { LivePolicies } from './policy/live-policies.ts'
export { policyRoutes } from './policy/policy.routes.ts'
export type { Action, ActionSubject, ActionText, Gate, GateAnswer, GatePreview, Ground } from './gate/action.ts'
export { createGate } from './gate/gate.ts'
export { approvalSubscriptions } from './approval/approval.jobs.ts'
export { approvalRoutes } from './approval/approval.routes.ts'
export { ApprovalCaretaker } from './approval/caretaker.ts'
export {
  type ApprovalChange,
  approvalDecided,
  approvalEscalated,
  approvalReminded,
  approvalRequested,
  approvalSuperseded,
  watchApprovals,
} from './approval/change-approval.ts'
export { decide } from './approval/decide.ts'
export { findLastWord, withdrawOfSubject } from './approval/for-askers.ts'
export { changeSight } from './approval/in-sight.ts'
export { pendingAmong } from './approval/pending-among.store.ts'
export { withdrawOfExecution } from './approval/withdraw.ts'
export { registerSlack } from './slack/interactions.routes.ts'
export { slackConfig } from './slack/slack.config.ts'
export { type QueryOutcome, slackSubscriptions, tellQueryOutcome } from './slack/slack.jobs.ts'
export { slackRoutes } from './slack/slack.routes.ts'
export { SlackSender } from './slack/slack-sender.ts'
