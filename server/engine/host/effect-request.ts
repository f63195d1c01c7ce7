import { hash } from 'node:crypto'
import type { Item } from '@steward/contract/item'
import type { NodeView } from '@steward/sdk/node'
import type { PlanNode } from '#engine/core'
import { toPlain } from '#engine/expression'
import { canonicalJson } from '#base/canonical-json'
import type { EffectConnection } from './effect-fact.ts'
import { hideIn } from './hide.ts'

/** What an effect asks for, as far as it can be told before it happens. */
export type EffectRequest = {
  readonly target: string | null
  readonly connection: EffectConnection | undefined
  /** SHA-256 (hex) over type, connections and the resolved parameters of every item; no secret of a connection or variable is in it. */
  readonly hash: string
}

/** A node execution that can resolve all its parameters at once. */
export type ParameterSource = {
  readonly node: NodeView
  readonly items: readonly Item[]
  /** All parameters with expressions resolved for the item; the raw ones where nothing in them is an expression. */
  resolved(itemIndex: number): unknown
}

type Options = {
  readonly node: PlanNode
  readonly call: ParameterSource
  /** Items that are handed over as they are belong to the request. */
  readonly withItems: boolean
  /** Secret values of variables, which are no part of what is told. */
  readonly hidden: readonly string[]
  readonly yield: () => Promise<void>
}

/** Resolving the parameters of many items takes a while, in which others want their turn. */
const itemsPerTurn = 100

/** Describes an effect before it happens. Cannot fail: what cannot be resolved is taken as it is written. */
export async function describeRequest({ node, call, withItems, hidden, ...options }: Options): Promise<EffectRequest> {
  const { items } = call
  let whole = headOf(node, items.length)
  let first: unknown
  for (let index = 0; index < items.length; index++) {
    if (index > 0 && index % itemsPerTurn === 0) await options.yield()
    const resolved = resolve(call, index)
    const parameters = resolved === call.node.parameters ? resolved : hideIn(resolved, hidden)
    if (index === 0) first = parameters
    whole += digestOf(call.node.parameters, parameters)
    if (withItems) whole += sha256(canonicalJson(items[index]?.json))
  }
  const [kind] = Object.keys(node.node.connections ?? {})
  const chosen = kind === undefined ? undefined : node.node.connections?.[kind]
  return {
    target: targetOf(node, first),
    connection: kind === undefined || chosen === undefined ? undefined : { kind, id: chosen.id, name: chosen.name },
    hash: sha256(whole),
  }
}

function resolve(call: ParameterSource, index: number): unknown {
  try {
    return toPlain(call.resolved(index))
  } catch {
    // The node may never read what cannot be resolved; where it does, it says so itself.
    return call.node.parameters
  }
}

const heads = new WeakMap<PlanNode, string>()

function headOf(node: PlanNode, itemCount: number): string {
  let head = heads.get(node)
  if (head === undefined) {
    head = canonicalJson([node.node.type, node.node.version, node.node.connections ?? {}])
    heads.set(node, head)
  }
  return `${head}${itemCount}\n`
}

const digests = new WeakMap<object, string>()

/** Parameters without expressions are one object for all executions, so their digest is worked out once. */
function digestOf(raw: object, parameters: unknown): string {
  if (parameters !== raw) return sha256(canonicalJson(parameters))
  let digest = digests.get(raw)
  if (digest === undefined) {
    digest = sha256(canonicalJson(raw))
    digests.set(raw, digest)
  }
  return digest
}

const sha256 = (text: string) => hash('sha256', text, 'hex')

const targetLengthMax = 300

function targetOf({ definition, view }: PlanNode, parameters: unknown): string | null {
  try {
    const resolved = typeof parameters === 'object' && parameters !== null ? { ...view, parameters } : view
    return definition?.target?.(resolved as NodeView)?.slice(0, targetLengthMax) ?? null
  } catch {
    // Parameters that make no sense lead nowhere; the node itself says what is wrong with them.
    return null
  }
}
