import type { EffectClass } from '@steward/contract/effect'
import type { PlanNode } from '#engine/core'
import type { JsonValue } from '@steward/contract/item'
import { toPlain } from '#engine/expression'
import { excerptOf } from './excerpt.ts'
import type { EffectAction, EffectText } from './gate.ts'
import { hide } from './hide.ts'
import type { EngineCall } from './node-call.ts'

const lengthMax = 500
const payloadBytesMax = 16_000
/** Of so many items it is shown what each of them asks for. */
const shownItems = 10

type Bound = Omit<EffectAction, 'hash'>
type About = { readonly node: PlanNode; readonly call: EngineCall; readonly hidden: readonly string[] }

const verbs: Readonly<Record<EffectClass, string>> = {
  pure: 'Carry out',
  read: 'Read with',
  write: 'Write with',
  send: 'Send with',
  pay: 'Pay with',
  delete: 'Delete with',
  execute: 'Execute',
}

/** What will happen, for who decides: a sentence with its values, what is sent, and how risky it is. */
export function effectText(about: About, action: Bound): EffectText {
  const { node, call, hidden } = about
  const count = call.items.length
  const first = firstSentence(about, action)
  const more = count > 1 ? ` And so for ${count - 1} more ${count === 2 ? 'item' : 'items'}.` : ''
  return {
    title: more === '' ? first : `${/[.!?…]$/.test(first) ? first : `${first}.`}${more}`,
    detail: node.node.settings.notes === undefined ? null : hide(node.node.settings.notes, hidden).slice(0, lengthMax),
    payload: payloadOf(about),
    risk: riskOf(action),
  }
}

/** In the words of the person who drew the node, else of the node itself. */
function firstSentence({ node, call, hidden }: About, action: Bound): string {
  const said = attempt(() => saidBy(node, call)) ?? attempt(() => node.definition?.says?.(call, 0))
  const text = hide((said ?? '').trim(), hidden)
  if (text !== '') return text.length > lengthMax ? `${text.slice(0, lengthMax)}…` : text
  const title = node.definition?.title ?? action.nodeType
  const to = action.target === null ? '' : ` at ${hide(action.target, hidden)}`
  return `${verbs[action.class]} ${title} (“${action.nodeName}”)${to}.`
}

function saidBy({ node }: PlanNode, call: EngineCall): string | undefined {
  const { says } = node.settings.effect ?? {}
  if (says === undefined) return undefined
  const value = says.startsWith('=') ? call.evaluate(says, 0) : says
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}

/** Words that cannot be made are done without: the question is asked all the same. */
function attempt<T>(make: () => T | undefined): T | undefined {
  try {
    return make()
  } catch {
    return undefined
  }
}

/** What is asked for, item by item, secrets left out and cut short. */
function payloadOf({ call, hidden }: About): JsonValue {
  const { items, node } = call
  const shown = items
    .slice(0, shownItems)
    .map((_, index) => attempt(() => toPlain(call.resolved(index)) as JsonValue) ?? node.parameters)
  const all = items.length > shown.length ? [...shown, `… ${items.length - shown.length} more`] : shown
  const asked = items.length === 1 ? { parameters: all[0] ?? null } : { items: items.length, parameters: all }
  return excerptOf({ type: node.type, ...asked }, { bytesMax: payloadBytesMax, secrets: hidden })
}

function riskOf({ class: effect, environment, amount }: Bound): EffectText['risk'] {
  const grave = effect === 'pay' || effect === 'delete' || effect === 'execute'
  const inProduction = environment === 'production'
  const reasons = [
    ...(effect === 'pay' ? ['pays money out'] : []),
    ...(effect === 'delete' ? ['deletes, and may not be undone'] : []),
    ...(effect === 'execute' ? ['executes what it is given'] : []),
    ...(effect === 'send' ? ['is sent to others, and cannot be called back'] : []),
    ...(effect === 'write' ? ['changes data'] : []),
    ...(amount === null ? [] : ['moves an amount of money']),
    ...(inProduction ? ['happens in production'] : []),
  ]
  if (effect === 'pay' || amount !== null || (grave && inProduction)) return { level: 'high', reasons }
  const isMedium = grave || (inProduction && effect !== 'read')
  return { level: isMedium ? 'medium' : 'low', reasons }
}
