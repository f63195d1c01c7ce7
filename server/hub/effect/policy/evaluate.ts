import type { Deciders, Policy, PolicyAsking, PolicyReference } from '@steward/contract/api/policy'
import type { Action, ActionSubject } from '../gate/action.ts'
import { isOver } from './amount.ts'
import { matchesTarget } from './match-target.ts'
import { isWithin } from './within-times.ts'

/** What is looked at of a policy. */
export type Rule = Readonly<Pick<Policy, 'id' | 'name' | 'version' | 'isActive' | 'answer' | 'conditions' | 'asking'>>

/** What is looked at of an action. */
export type Judged = Readonly<
  Pick<
    Action,
    'class' | 'environment' | 'connector' | 'connection' | 'connectionIds' | 'target' | 'targets' | 'workflow' | 'amount' | 'at'
  >
> & { readonly subject: Pick<ActionSubject, 'kind'> }

/** What one policy wants before it lets an action happen: so many of these people. Null: everybody with the permission. */
export type Demand = {
  readonly policy: PolicyReference
  readonly quorum: number
  readonly deciders: Deciders | null
  /** Who may decide for it as well, so long after it was asked. */
  readonly escalate: { readonly afterMinutes: number; readonly to: Deciders } | null
}

/** How it is asked. Every demand has to be met; one person may count for several of them. */
export type Asked = {
  readonly demands: readonly Demand[]
  /** The largest one of the demands. */
  readonly quorum: number
  /** The earliest. */
  readonly expiresInMinutes: number
  readonly remindAfterMinutes: number | null
  readonly reasonRequired: boolean
}

/** `policies` are those that gave the answer, by id; none where an action is allowed because no policy holds. */
export type Verdict =
  | { readonly answer: 'allow' | 'deny'; readonly policies: readonly PolicyReference[] }
  | { readonly answer: 'ask'; readonly policies: readonly PolicyReference[]; readonly asked: Asked }

/** How it is asked unless a policy says otherwise. */
export const plainAsking: PolicyAsking = { quorum: 1, expiresInMinutes: 10_080 }

const nothingHolds: Verdict = { answer: 'allow', policies: [] }

/**
 * Deny beats ask, and ask beats allow; of several policies that ask each one has to be satisfied. Where none holds, the
 * action is allowed. Reads no clock and no database; their order does not matter.
 */
export function evaluate(policies: readonly Rule[], action: Judged): Verdict {
  const holding = policies.filter((policy) => holds(policy, action))
  if (holding.length === 0) return nothingHolds
  const saying = (answer: Policy['answer']) => holding.filter((policy) => policy.answer === answer).toSorted(byId)
  const denying = saying('deny')
  if (denying.length > 0) return { answer: 'deny', policies: denying.map(referenceTo) }
  const asking = saying('ask')
  if (asking.length > 0) return { answer: 'ask', policies: asking.map(referenceTo), asked: allOf(asking) }
  return { answer: 'allow', policies: saying('allow').map(referenceTo) }
}

/**
 * Whether a policy is about an action: all that it names must fit, and nothing that it leaves out. What is pure does
 * nothing outside, so there is nothing to ask; a workflow of pure nodes can still be reviewed before it is published.
 */
export function holds({ isActive, conditions }: Rule, action: Judged): boolean {
  if (!isActive || (action.class === 'pure' && action.subject.kind !== 'publish')) return false
  const { subjects, classes, environments, amountOver, times, except = {} } = conditions
  return (
    allows(subjects, action.subject.kind) &&
    allows(classes, action.class) &&
    allows(environments, action.environment) &&
    things.every((thing) => conditions[thing] === undefined || isAbout(thing, conditions[thing], action)) &&
    (amountOver === undefined || isOver(action, amountOver)) &&
    (times === undefined || isWithin(times, action.at)) &&
    !things.some((thing) => except[thing] !== undefined && isOnlyAbout(thing, except[thing], action))
  )
}

const allows = <T>(list: readonly T[] | undefined, one: T) => list === undefined || list.includes(one)

const things = ['connectors', 'connections', 'workflows', 'targets'] as const
type Thing = (typeof things)[number]

/** What an action is about. It has nothing of a kind that it does not have, or that is not known. */
function of(thing: Thing, action: Judged): readonly string[] {
  const { connector, connection, connectionIds = [], workflow, target, targets = [] } = action
  if (thing === 'targets') return withFirst(target, targets)
  if (thing === 'connections') return withFirst(connection?.id ?? null, connectionIds)
  const one = thing === 'connectors' ? connector : (workflow?.id ?? null)
  return one === null ? [] : [one]
}

const withFirst = (first: string | null, all: readonly string[]) =>
  first === null || all.includes(first) ? all : [first, ...all]

const isNamed = (thing: Thing, names: readonly string[], found: string) =>
  thing === 'targets' ? names.some((pattern) => matchesTarget(pattern, found)) : names.includes(found)

const isAbout = (thing: Thing, names: readonly string[], action: Judged) =>
  of(thing, action).some((found) => isNamed(thing, names, found))

/** What leads to several places is left out only where every one of them is. */
function isOnlyAbout(thing: Thing, names: readonly string[], action: Judged): boolean {
  const all = of(thing, action)
  return all.length > 0 && all.every((found) => isNamed(thing, names, found))
}

function allOf(policies: readonly Rule[]): Asked {
  const askings = policies.map(({ asking }) => asking ?? plainAsking)
  const reminders = askings.flatMap(({ remindAfterMinutes }) => remindAfterMinutes ?? [])
  return {
    demands: policies.map(demandOf),
    quorum: Math.max(...askings.map(({ quorum }) => quorum)),
    expiresInMinutes: Math.min(...askings.map(({ expiresInMinutes }) => expiresInMinutes)),
    remindAfterMinutes: reminders.length === 0 ? null : Math.min(...reminders),
    reasonRequired: askings.some(({ reasonRequired }) => reasonRequired === true),
  }
}

function demandOf(policy: Rule): Demand {
  const { quorum, deciders = null, escalate = null } = policy.asking ?? plainAsking
  return { policy: referenceTo(policy), quorum, deciders, escalate }
}

const referenceTo = ({ id, name, version }: Rule): PolicyReference => ({ id, name, version })
const byId = (a: Rule, b: Rule) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
