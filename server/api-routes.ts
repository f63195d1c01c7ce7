import type { SecretBox } from '#base/secret-box'
import type { Databases } from '#db'
import { type HttpSettings, reportRoutes, type Route } from '#http'
import { type AccessContext, accessRoutes, type QueryFeed } from '#hub/access'
import { type AuditLog, record } from '#hub/audit'
import { type ConfigKey, configRoutes, type LiveConfig, type LiveVariables, variableRoutes } from '#hub/config'
import { connectionRoutes, type SecretSources } from '#hub/connector'
import { approvalRoutes, effectRoutes, type LivePolicies, policyRoutes, slackRoutes } from '#hub/effect'
import {
  circuitRoutes,
  type Circuits,
  executionRoutes,
  type Executions,
  nodeListRoutes,
  planRoutes,
  previewRoutes,
  replayRoutes,
  retentionRoutes,
  scheduleRoutes,
} from '#hub/execution'
import {
  type AccessTokens,
  accountRoutes,
  apiKeyRoutes,
  deviceRoutes,
  findUserNames,
  ProviderClients,
  providerRoutes,
  secondFactorRoutes,
  tokenRoutes,
} from '#hub/identity'
import { notificationRoutes, profileRoutes, savedFilterRoutes, taskRoutes } from '#hub/profile'
import {
  invitationRoutes,
  memberRoutes,
  podRoutes,
  providerVisitRoutes,
  roleRoutes,
  sessionRoutes,
  tenantAccountRoutes,
  workspaceKeyRoutes,
  workspaceRoutes,
} from '#hub/tenant'
import { findWorkflowNames, type WorkflowContext, workflowRoutes } from '#hub/workflow'
import type { createNet } from '#net'
import { configKeys } from './configuration.ts'
import { exportersOf } from './exporters.ts'
import type { Telling } from './telling.ts'
import { firstStepRoutes } from './first-steps-routes.ts'
import { searchRoutes } from './search-routes.ts'

type Parts = {
  readonly databases: Databases
  readonly http: HttpSettings
  readonly configKeys?: readonly ConfigKey[]
}

type Served = {
  readonly audit: AuditLog
  readonly access: AccessContext & { readonly feed: QueryFeed }
  readonly box: SecretBox
  readonly net: ReturnType<typeof createNet>
  readonly sources: SecretSources
  readonly config: LiveConfig
  readonly variables: LiveVariables
  readonly policies: LivePolicies
  readonly slack: Parameters<typeof slackRoutes>[0]
  readonly workflows: WorkflowContext
  readonly tokens: AccessTokens
  readonly executions: Executions
  readonly circuits: Circuits
  /** The files that travel with items. */
  readonly blobs: Parameters<typeof previewRoutes>[1]
  readonly telling: Telling
}

/** Everything below `/api/v1`. */
export function routesOf(parts: Parts, served: Served): Route[] {
  const { audit, access, box, net, sources, config, variables, policies, slack, workflows, tokens, executions, circuits, blobs } =
    served
  const { http, databases: db } = parts
  const keys = parts.configKeys ?? configKeys
  const names = findUserNames
  const providers = { box, clients: new ProviderClients({ box, net }), publicUrl: http.publicUrl }
  return [
    ...audit.routes,
    ...reportRoutes,
    ...configRoutes({ db, live: config, box, record, keys, names }),
    ...variableRoutes({ live: variables, box, record, names, workflowNames: findWorkflowNames }),
    ...sessionRoutes({ version: http.version, box }),
    ...accountRoutes({ box }),
    ...tenantAccountRoutes({ box }),
    ...secondFactorRoutes({ box }),
    ...deviceRoutes,
    ...providerRoutes(providers),
    ...providerVisitRoutes(providers),
    ...apiKeyRoutes,
    ...workspaceKeyRoutes,
    ...tokenRoutes(tokens),
    ...connectionRoutes({ box }),
    ...workflowRoutes(workflows),
    ...roleRoutes,
    ...podRoutes,
    ...workspaceRoutes,
    ...memberRoutes,
    ...invitationRoutes({ box, publicUrl: http.publicUrl }),
    ...effectRoutes,
    ...policyRoutes(policies),
    ...slackRoutes(slack),
    ...approvalRoutes,
    ...accessRoutes(access),
    ...profileRoutes,
    ...savedFilterRoutes,
    ...notificationRoutes(served.telling.routeParts),
    ...taskRoutes({ files: served.telling.files, exporters: exportersOf(audit) }),
    ...executionRoutes(executions),
    ...replayRoutes(executions),
    ...planRoutes(executions, workflows.gate),
    ...previewRoutes(executions, blobs),
    ...nodeListRoutes({ catalog: workflows.catalog, net, box, sources, gate: workflows.gate }),
    ...circuitRoutes(circuits),
    ...retentionRoutes,
    ...scheduleRoutes(executions),
    ...searchRoutes(access),
    ...firstStepRoutes,
  ]
}
