import { createHash } from 'node:crypto'
import type { QueryLimits } from '@steward/contract/api/instance'
import { type EffectClass, strongestEffect } from '@steward/contract/effect'
import type { JsonValue } from '@steward/contract/item'
import { canonicalJson } from '#base/canonical-json'
import type { Action, ActionText } from '#hub/effect'
import type { Analysis } from '#target'
import type { QueryRow } from '../access.tables.ts'
import type { InstanceRow } from '../instance/instance.store.ts'

/** What of a request makes it what it is. */
export type Content = Pick<
  QueryRow,
  | 'uuid'
  | 'instance_id'
  | 'database_name'
  | 'submission_type'
  | 'query_content'
  | 'script_content'
  | 'class'
  | 'limits'
  | 'schedule_at'
  | 'undo_of'
> & { readonly version: number; readonly recipients: readonly string[] }

/** How a query is executed: changes by the login for changes, and never at the copy. */
export const loginFor = (queryClass: QueryRow['class']): 'read' | 'write' => (queryClass === 'read' ? 'read' : 'write')

/** Never more than the instance allows now. */
export function narrowed(instance: QueryLimits, wanted: Partial<QueryLimits>): QueryLimits {
  const least = (name: keyof QueryLimits) => Math.min(instance[name], wanted[name] ?? instance[name])
  return {
    statementMs: least('statementMs'),
    lockMs: least('lockMs'),
    rows: least('rows'),
    bytes: least('bytes'),
    changedRows: least('changedRows'),
  }
}

/**
 * SHA-256 over exactly what will be done: the bytes of the text, where, as whom, how far, when and how often. Whatever
 * changes in it, on either side, makes it another action.
 */
export function hashOf(query: Content, instance: InstanceRow): Buffer {
  const { kind, host, port, replicaHost, replicaPort, readUser, writeUser, tls, masked } = instance
  const login = loginFor(query.class)
  const exact = {
    text: textOf(query),
    form: query.submission_type,
    undoOf: query.undo_of,
    instance: {
      id: instance.id,
      kind,
      host,
      port,
      replica: login === 'read' && replicaHost !== null ? { host: replicaHost, port: replicaPort } : null,
      tls,
      user: login === 'read' ? readUser : writeUser,
    },
    database: query.database_name,
    class: query.class,
    login,
    limits: narrowed(instance.limits, query.limits),
    masked,
    recipients: query.recipients.toSorted(),
    notBefore: query.schedule_at?.toISOString() ?? null,
    times: 1,
    version: query.version,
  }
  return createHash('sha256').update(canonicalJson(exact)).digest()
}

export const textOf = ({ query_content, script_content }: Pick<QueryRow, 'query_content' | 'script_content'>): string =>
  script_content ?? query_content ?? ''

/** For the gate: changing a schema or rights is as if somebody executed a program. */
export function effectOf(queryClass: QueryRow['class'], effect: EffectClass): EffectClass {
  const least = { read: 'read', write: 'write', schema: 'execute', privilege: 'execute' } as const
  return strongestEffect([least[queryClass], effect])
}

export function actionOf(query: QueryRow, instance: InstanceRow, at: Date): Action {
  return {
    workspaceId: query.workspace_id,
    subject: { kind: 'query', id: query.uuid },
    class: query.effect,
    environment: instance.environment,
    connector: query.database_type,
    connection: { kind: query.database_type, id: instance.id, name: instance.name },
    target: `${instance.host}/${query.database_name}`,
    workflow: null,
    podId: query.pod_id,
    amount: null,
    cost: null,
    hash: hashOf(query, instance).toString('hex'),
    requesterId: query.user_id,
    visibleTo: visibleTo(instance),
    at,
  }
}

/** Where an instance names who may see it, what is asked about its queries is for those who decide. */
export const visibleTo = ({ readers }: Pick<InstanceRow, 'readers'>): 'workspace' | 'deciders' =>
  readers === null ? 'workspace' : 'deciders'

const verbs = { read: 'Read', write: 'Change rows', schema: 'Change the schema', privilege: 'Change rights' } as const

/** What whoever decides is shown. */
export function describeQuery(query: QueryRow, instance: InstanceRow): ActionText {
  const { analysis } = query
  const place = `${query.database_name} on ${instance.name} (${instance.environment})`
  const names = tablesOf(analysis)
  const title =
    query.undo_of === null
      ? `${verbs[query.class]}${names === '' ? '' : `: ${names}`}, in ${place}`
      : `Take back what a query changed, in ${place}`
  return {
    title,
    detail: query.comments,
    payload: {
      text: textOf(query),
      form: query.submission_type,
      undoOf: query.undo_of,
      instance: instance.name,
      database: query.database_name,
      login: loginFor(query.class),
      limits: narrowed(instance.limits, query.limits),
      masked: instance.masked.map(({ schema, table, column }) =>
        [schema, table, column].filter((part) => part !== null).join('.'),
      ),
      findings: (analysis?.findings ?? []).map(({ rule, severity, text, line }) => ({ rule, severity, text, line })),
      estimate: (analysis?.estimate ?? null) as JsonValue,
      undo: (analysis?.undo ?? null) as JsonValue,
      recipients: query.recipients.length,
      ticketUrl: query.ticket_url,
      scheduleAt: query.schedule_at?.toISOString() ?? null,
      version: query.version,
    },
    risk: riskOf(query, instance),
  }
}

function tablesOf(analysis: Analysis | null): string {
  const shown = (analysis?.tables ?? []).map(({ schema, name }) => (schema === null ? name : `${schema}.${name}`))
  const names = [...new Set(shown)]
  return names.length > 5 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', ')
}

function riskOf(query: QueryRow, { environment }: InstanceRow): ActionText['risk'] {
  const { analysis } = query
  const grave = (analysis?.findings ?? []).filter(({ severity }) => severity === 'error')
  const isHeavy = query.class !== 'read' && environment === 'production'
  const reasons = [
    ...grave.map(({ text }) => text),
    ...(query.class === 'read' ? [] : [`${verbs[query.class].toLowerCase()} in ${environment}`]),
    ...(analysis?.undo?.isPossible === false ? [`cannot be taken back: ${analysis.undo.reason ?? 'nothing is kept'}`] : []),
  ]
  if (grave.length > 0 || (isHeavy && query.class !== 'write')) return { level: 'high', reasons }
  return { level: isHeavy || query.class !== 'read' ? 'medium' : 'low', reasons }
}
