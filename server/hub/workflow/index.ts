export { listLiveTriggers, type LiveTrigger, noteEndpointUse, noteScheduleRun } from './listening/live-triggers.ts'
export { findNewest, findPublished, findVersion, type FoundVersion } from './version/find-version.ts'
export { hearWorkflows, watchWorkflows } from './watch-workflows.ts'
export { workflowRoutes } from './workflow.routes.ts'
