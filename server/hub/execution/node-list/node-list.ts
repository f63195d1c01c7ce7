import type { ListEntry } from '@steward/contract/api/node-list'
import { isTree } from '@steward/contract/node-form'
import { isExpression } from '@steward/contract/node-form-values'
import { type HttpCall, type JsonObject, type JsonValue, type ListCall, NodeError, type NodeDefinition } from '@steward/sdk/node'
import { AppError } from '#base/error'
import type { SecretBox } from '#base/secret-box'
import type { Scope } from '#db'
import type { NodeCatalog } from '#engine/core'
import { connectionValues, type SecretSources } from '#hub/connector'
import type { Gate } from '#hub/effect'
import type { createNet } from '#net'
import { nodeListError } from './errors.ts'

export type NodeListContext = {
  readonly catalog: NodeCatalog
  readonly net: ReturnType<typeof createNet>
  readonly box: SecretBox
  readonly sources: SecretSources
  readonly gate: Gate
}

export type NodeListWish = {
  readonly type: string
  readonly name: string
  readonly version: number
  readonly parameters: Readonly<Record<string, unknown>>
  readonly connections?: Readonly<Record<string, { readonly id: string | null; readonly name: string }>> | undefined
  readonly search?: string | undefined
  readonly cursor?: string | undefined
}

const limitMs = 15_000
const entriesMax = 500
const answerBytesMax = 5 * 1_048_576

/** Asks the service of a node what it offers. It only reads, for a few seconds, and only where policies let everybody read. */
export async function readNodeList(context: NodeListContext, scope: Scope, wish: NodeListWish) {
  const definition = context.catalog.get(wish.type)
  const lists = definition?.lists ?? {}
  const lister = Object.hasOwn(lists, wish.name) ? lists[wish.name] : undefined
  if (definition === undefined || lister === undefined) throw nodeListError.unknown({ name: wish.name, type: wish.type })
  const { items, next } = await failingInWords(async () => await lister(asCall(context, scope, { ...wish, definition })))
  return { items: items.slice(0, entriesMax).map(asEntry), next: next ?? null }
}

type Asked = NodeListWish & { readonly definition: NodeDefinition }

function asCall(context: NodeListContext, scope: Scope, wish: Asked): ListCall {
  const signal = AbortSignal.timeout(limitMs)
  return {
    version: wish.version,
    parameters: withoutExpressions(wish.parameters as JsonValue) as JsonObject,
    search: wish.search?.trim() ?? '',
    cursor: wish.cursor,
    signal,
    http: async (call) => {
      await requireRead(context, scope, { ...wish, call })
      const limits = { timeoutMs: Math.min(call.timeoutMs ?? limitMs, limitMs), maxBytes: answerBytesMax }
      return await context.net.request({ ...call, ...limits, redirects: { follow: false, max: 0 } }, signal)
    },
    connection: async (kind) => {
      const reference = wish.connections?.[kind]
      if (reference === undefined) return undefined
      const { box, sources } = context
      const found = await connectionValues({ ...scope, box, sources }, { ...reference, kind })
      if (found === undefined) throw new NodeError(`The connection "${reference.name}" is not here.`, { retryable: false })
      return found.values
    },
  }
}

/** No way to change anything, and none around a policy that wants to be asked. */
async function requireRead({ gate }: NodeListContext, scope: Scope, { call, ...wish }: Asked & { readonly call: HttpCall }) {
  const method = call.method.toUpperCase()
  if (method !== 'GET' && method !== 'HEAD') throw new NodeError('A list may only be read.', { retryable: false })
  const host = URL.parse(call.url)?.host ?? null
  const [kind, connection] = Object.entries(wish.connections ?? {})[0] ?? []
  const { answer } = await gate.preview({
    workspaceId: scope.workspaceId,
    subject: { kind: 'node', id: `list:${wish.type}:${wish.name}` },
    class: 'read',
    environment: 'production',
    connector: wish.type,
    connection: kind === undefined || connection === undefined ? null : { kind, ...connection },
    target: host,
    workflow: null,
    podId: null,
    amount: null,
    cost: null,
    hash: '0'.repeat(64),
    requesterId: scope.actorId,
    at: scope.now,
  })
  if (answer !== 'allow')
    throw new NodeError(`A policy has a say in what is read from ${host ?? 'there'}, so it cannot be listed here.`, {
      retryable: false,
    })
}

async function failingInWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof AppError) throw error
    const reason = error instanceof NodeError ? error.message : 'The service did not answer as expected.'
    throw nodeListError.unreadable({ reason }, error)
  }
}

/** What an expression gives is not known before there is an item. */
function withoutExpressions(value: JsonValue): JsonValue | undefined {
  if (isExpression(value)) return undefined
  if (Array.isArray(value)) return value.flatMap((one) => withoutExpressions(one) ?? [])
  if (!isTree(value)) return value
  return Object.fromEntries(
    Object.entries(value as JsonObject).flatMap(([name, inner]): [string, JsonValue][] => {
      const kept = withoutExpressions(inner)
      return kept === undefined ? [] : [[name, kept]]
    }),
  )
}

const textMax = 300

function asEntry({ value, label, hint, url }: ListEntry): ListEntry {
  return {
    value,
    label: label.slice(0, textMax) || String(value),
    ...(hint === undefined ? {} : { hint: hint.slice(0, textMax) }),
    ...(url === undefined || !/^https?:/.test(url) ? {} : { url }),
  }
}
