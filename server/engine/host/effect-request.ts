import { hash } from 'node:crypto'
import type { Item, JsonValue } from '@steward/contract/item'
import type { NodeView } from '@steward/sdk/node'
import type { PlanNode } from '#engine/core'
import { toPlain } from '#engine/expression'
import { canonicalJson } from '#base/canonical-json'
import type { EffectConnection } from './effect-fact.ts'
import { requestExcerpt } from './effect-summary.ts'
import { hideIn, type Variables } from './hide.ts'

/** What an effect asks for, as far as it can be told before it happens. */
export type EffectRequest = {
  readonly target: string | null
  /** Every place it leads to: items may lead to several. */
  readonly targets: readonly string[]
  readonly connection: EffectConnection | undefined
  /** SHA-256 (hex) over type, connections and the resolved parameters of every item; no secret of a connection or variable is in it. */
  readonly hash: string
  /** The same before it is made a digest of, with the secret values as they are and with all that it depends on. */
  readonly exact: { readonly text: string; readonly isSecret: boolean }
  /** What a person is shown of it. */
  excerpt(): JsonValue
}

/** A node execution that can resolve all its parameters at once. */
export type ParameterSource = {
  readonly node: NodeView
  readonly items: readonly Item[]
  /** All parameters with expressions resolved for the item; the raw ones where nothing in them is an expression. */
  resolved(itemIndex: number): unknown
  /** The same where something in them cannot be resolved before the node asks for it, which is left as it is written. */
  resolvedInPart(itemIndex: number): unknown
}

type Options = {
  readonly node: PlanNode
  readonly call: ParameterSource
  /** Items that are handed over as they are belong to the request. */
  readonly withItems: boolean
  /** Their secret values are no part of what is told. */
  readonly variables: Variables
  readonly environment: Readonly<Record<string, string>>
  readonly yield: () => Promise<void>
}

/** Resolving the parameters of many items takes a while, in which others want their turn. */
const itemsPerTurn = 100

/** Describes an effect before it happens. Cannot fail: what cannot be resolved is taken as it is written. */
export async function describeRequest({ node, call, withItems, ...options }: Options): Promise<EffectRequest> {
  const { items } = call
  const raw = call.node.parameters
  const { values, hidden } = options.variables
  let told = headOf(node, items.length)
  let exact = told
  let isOpen = isLeftToTheNode(raw)
  let first: unknown
  const targets = new Set<string>()
  for (let index = 0; index < items.length; index++) {
    if (index > 0 && index % itemsPerTurn === 0) await options.yield()
    const { parameters, isWhole } = resolve(call, index)
    const shown = parameters === raw ? raw : hideIn(parameters, hidden)
    if (index === 0) first = shown
    if (index === 0 || shown !== raw) addTo(targets, targetOf(node, shown))
    const own = [digestOf(raw, shown), withItems ? sha256(canonicalJson(items[index]?.json)) : ''].join('')
    told += own
    exact += isWhole && hidden.length === 0 ? own : own + digestOf(raw, isWhole ? parameters : inPart(call, index))
    isOpen ||= !isWhole
  }
  // What the node resolves by itself may depend on any of them.
  if (isOpen) exact += canonicalJson([values, options.environment])
  const [kind] = Object.keys(node.node.connections ?? {})
  const chosen = kind === undefined ? undefined : node.node.connections?.[kind]
  return {
    target: targetOf(node, first),
    targets: [...targets],
    connection: kind === undefined || chosen === undefined ? undefined : { kind, id: chosen.id, name: chosen.name },
    hash: sha256(told),
    exact: { text: exact, isSecret: hidden.length > 0 },
    excerpt: () =>
      requestExcerpt(
        { type: node.node.type, items: items.length, parameters: (first ?? call.node.parameters) as JsonValue },
        hidden,
      ),
  }
}

type Resolved = { readonly parameters: unknown; readonly isWhole: boolean }

function resolve(call: ParameterSource, index: number): Resolved {
  try {
    return { parameters: toPlain(call.resolved(index)), isWhole: true }
  } catch {
    // The node may never read what cannot be resolved; where it does, it says so itself.
    return { parameters: call.node.parameters, isWhole: false }
  }
}

function inPart(call: ParameterSource, index: number): unknown {
  try {
    return toPlain(call.resolvedInPart(index))
  } catch {
    return call.node.parameters
  }
}

const leftToNodes = new WeakMap<object, boolean>()

/** Names that only the node can give a value, after its first call, and what evaluates a text that is made on the way. */
function isLeftToTheNode(raw: object): boolean {
  let isLeft = leftToNodes.get(raw)
  if (isLeft === undefined) {
    isLeft = /\$(response|request|pageCount|evaluateExpression)\b/.test(JSON.stringify(raw))
    leftToNodes.set(raw, isLeft)
  }
  return isLeft
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

function addTo(targets: Set<string>, target: string | null): void {
  if (target !== null) targets.add(target)
}

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
