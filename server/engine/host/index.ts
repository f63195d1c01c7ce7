export { drive, type DriveHost, type Intent, type Resumption, type Verdict } from './drive.ts'
export { Cancelled, Draining, LeaseLost } from './abort-reason.ts'
export type { AbortSwitch } from './abort-switch.ts'
export type { PartSink, SentPart } from './answer-parts.ts'
export { calleeId } from './callee.ts'
export type { DurableDeps, LoadedWorkflow } from './durable-deps.ts'
export { DurableHost } from './durable-host.ts'
export { canProbe, happenedRecord } from './effect-doubt.ts'
export { type ChangingEffect, EffectBook } from './effect-book.ts'
export { excerptOf } from './excerpt.ts'
export { effectsSettled, type EffectConnection, type EffectFact, type FactsOfChange } from './effect-fact.ts'
export { effectKey } from './effect-key.ts'
export type { Current } from './held.ts'
export type { Claim, Ended, ResumeRequest, Started, StartRequest } from './started.ts'
export type { ExecutionEvents } from './events.ts'
export {
  type Change,
  type ExecutionHead,
  ExecutionLog,
  type ExecutionStatus,
  factPlace,
  running,
  type Standing,
  type StartKey,
} from './execution-log.ts'
export { GroupCommit } from './group-commit.ts'
export { noVariables, type Variables } from './hide.ts'
export type { EffectAction, EffectGate, EffectText, GateVerdict } from './gate.ts'
export { headOfStart } from './start-head.ts'
export {
  encodeGiven,
  encodePast,
  encodeRecord,
  type JournalEntry,
  type LogEntry,
  type PartialRun,
  type PastEntry,
  type Trigger,
  type TryEntry,
  type UndoStep,
} from './journal.ts'
export { doubtOf, resumptionOf } from './reopen.ts'
export { dueTask, type Open, restore, type Restored, triesOf } from './restore.ts'
export { createLive, type LiveExecution, usesStaticData, type WorkflowRef } from './live.ts'
export { deadlineMs, mayHaveCome } from './time-limit.ts'
export { partialWorkflow } from './partial.ts'
export { undoWorkflow, withUndone } from './undo.ts'
export type { EffectPlaces } from './ask-gate.ts'
export { planExecution, type Planned, type PlannedExecution, withoutBranches } from './plan-execution.ts'
export { lastItems, type LocalOutside, type LocalResult, recordsInOrder, runLocally, sleep } from './local-run.ts'
