export {
  listLiveTriggers,
  listScheduleStamps,
  type LiveTrigger,
  noteEndpointUse,
  noteScheduleRuns,
  type ScheduleRun,
} from './listening/live-triggers.ts'
export { type DrawnWorkflow, findDrawn } from './draft/find-drawn.ts'
export { DraftCaretaker } from './draft/draft-caretaker.ts'
export { type Edit, LiveDrafts } from './draft/live-drafts.ts'
export { isEndpoint } from './listening/find-endpoint.store.ts'
export { nextTick, type Rhythm, ticksBetween } from './listening/rhythm.ts'
export { findNewest, findPublished, findVersion, findVersions, type FoundVersion } from './version/find-version.ts'
export { hearWorkflows, watchWorkflows } from './watch-workflows.ts'
export { findWorkflowNames, findWorkflowPeople, type LookedAfter } from './workflow.store.ts'
export { publicationSubscriptions } from './publication/publication.jobs.ts'
export type { Replays } from './publication/rehearse.ts'
export { workflowsPurged, workflowSubscriptions, workspaceSilenced } from './workspace.jobs.ts'
export type { WorkflowContext } from './scope.ts'
export { workflowRoutes } from './workflow.routes.ts'
export { searchWorkflows } from './search/search-workflows.ts'
export { WordWriter } from './search/write-words.jobs.ts'
export { countWorkflows } from './list.store.ts'
