import * as account from './account.ts'
import * as approval from './approval.ts'
import * as audit from './audit.ts'
import * as catalog from './catalog.ts'
import * as circuit from './circuit.ts'
import * as config from './config.ts'
import * as connection from './connection.ts'
import * as conversion from './conversion.ts'
import * as device from './device.ts'
import * as draft from './draft.ts'
import * as effect from './effect.ts'
import type { Endpoint } from './endpoint.ts'
import * as execution from './execution.ts'
import * as executionControl from './execution-control.ts'
import * as firstSteps from './first-steps.ts'
import * as folder from './folder.ts'
import * as grant from './grant.ts'
import * as identity from './identity.ts'
import * as instance from './instance.ts'
import * as invitation from './invitation.ts'
import * as liveEvent from './live-event.ts'
import * as member from './member.ts'
import * as notification from './notification.ts'
import * as plan from './plan.ts'
import * as nodeList from './node-list.ts'
import * as preview from './preview.ts'
import * as pod from './pod.ts'
import * as policy from './policy.ts'
import * as profile from './profile.ts'
import * as provider from './provider.ts'
import * as query from './query.ts'
import * as publication from './publication.ts'
import * as queryResult from './query-result.ts'
import * as queue from './queue.ts'
import * as replay from './replay.ts'
import * as report from './report.ts'
import * as retention from './retention.ts'
import * as role from './role.ts'
import * as savedFilter from './saved-filter.ts'
import * as schedule from './schedule.ts'
import * as search from './search.ts'
import * as secondFactor from './second-factor.ts'
import * as slack from './slack.ts'
import * as task from './task.ts'
import * as template from './template.ts'
import * as token from './token.ts'
import * as undo from './undo.ts'
import * as variable from './variable.ts'
import * as workflow from './workflow.ts'
import * as workspace from './workspace.ts'

const isEndpoint = (value: unknown): value is Endpoint => typeof value === 'object' && value !== null && 'operationId' in value

/** Every endpoint of the API, as the contract files declare them. */
export const endpoints: readonly Endpoint[] = [
  identity,
  account,
  secondFactor,
  device,
  provider,
  workflow,
  draft,
  firstSteps,
  folder,
  search,
  template,
  conversion,
  effect,
  policy,
  approval,
  instance,
  catalog,
  query,
  queryResult,
  grant,
  execution,
  executionControl,
  liveEvent,
  connection,
  audit,
  circuit,
  config,
  plan,
  nodeList,
  preview,
  profile,
  notification,
  task,
  publication,
  queue,
  replay,
  report,
  retention,
  role,
  pod,
  workspace,
  member,
  invitation,
  savedFilter,
  schedule,
  slack,
  variable,
  token,
  undo,
].flatMap((file) => Object.values<unknown>(file).filter(isEndpoint))
