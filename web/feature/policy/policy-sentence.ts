import type { Deciders, Policy, PolicyConditions } from '@steward/contract/api/policy'
import { effectClasses } from '@steward/contract/effect'
import type { TFunction } from 'i18next'
import { displayTag } from '../../lib/format.ts'
import { formatMoney } from '../../lib/money.ts'

export type Words = TFunction<readonly ['policy', 'common']>
/** Names of what a policy knows by its id. */
export type Names = {
  readonly connector: (type: string) => string
  readonly connection: (id: string) => string
  readonly workflow: (id: string) => string
  readonly person: (id: string) => string
  readonly role: (name: string) => string
}
export type Saying = Pick<Policy, 'answer' | 'conditions' | 'asking'>

const and = { format: (words: readonly string[]) => new Intl.ListFormat(displayTag(), { type: 'conjunction' }).format(words) }
const or = { format: (words: readonly string[]) => new Intl.ListFormat(displayTag(), { type: 'disjunction' }).format(words) }

/** `7 days`, `90 minutes`: in the largest unit that is whole. */
export function spanWords(t: Words, minutes: number): string {
  if (minutes % 1440 === 0) return t('daysLong', { count: minutes / 1440 })
  if (minutes % 60 === 0) return t('hours', { count: minutes / 60 })
  return t('minutes', { count: minutes })
}

/** A policy as a sentence: "Pay, delete and execute in production ask: 1 person who may decide, within 7 days." */
export function policySentence(t: Words, { answer, conditions, asking }: Saying, names: Names): string {
  const classes = effectClasses.filter((one) => conditions.classes?.includes(one))
  const subject =
    classes.length === 0
      ? t('sayEverything')
      : capital(and.format(classes.map((one) => t(`effect.${one}`, { ns: 'common' }).toLowerCase())))
  const count = Math.max(1, classes.length)
  const verb = t(answer === 'ask' ? 'sayAsks' : answer === 'deny' ? 'sayDenied' : 'sayAllowed', { count })
  const parts = [
    subject,
    ...whereWords(t, conditions, names),
    ...whenWords(t, conditions),
    ...exceptWords(t, conditions, names),
    verb,
  ]
  const tail = answer === 'ask' && asking !== null ? `: ${askingWords(t, asking, names)}` : ''
  return `${parts.join(' ')}${tail}.`
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

function whereWords(t: Words, conditions: PolicyConditions, names: Names): string[] {
  const { subjects, environments, connectors, connections, workflows, targets, amountOver } = conditions
  const said = (list: readonly string[] | undefined, say: (list: string) => string) =>
    list === undefined || list.length === 0 ? [] : [say(or.format(list))]
  return [
    ...said(
      subjects?.map((one) => t(`from_${one}`)),
      (list) => t('sayFrom', { list }),
    ),
    ...(amountOver === undefined || amountOver.minor === '' ? [] : [t('sayOver', { amount: formatMoney(amountOver) })]),
    ...said(
      environments?.map((one) => t(`in_${one}`)),
      (list) => t('sayIn', { list }),
    ),
    ...said(connectors?.map(names.connector), (list) => t('sayBy', { list })),
    ...said(connections?.map(names.connection), (list) => t('sayThrough', { list })),
    ...said(workflows?.map(names.workflow), (list) => t('sayWorkflow', { list })),
    ...said(targets, (list) => t('sayTo', { list })),
  ]
}

function whenWords(t: Words, { times }: PolicyConditions): string[] {
  if (times === undefined) return []
  const { from, to, timezone, outside } = times
  const days = dayWords(t, times.days)
  return [t(outside === true ? 'sayOutside' : 'sayDuring', { days, from, to, zone: timezone })]
}

/** `Mon to Fri` where they follow each other, else one by one. */
function dayWords(t: Words, days: readonly number[]): string {
  const sorted = [1, 2, 3, 4, 5, 6, 7].filter((day) => days.includes(day))
  const name = (day: number | undefined) => t(`day_${(day ?? 1) as 1}`)
  const isRow = sorted.length > 2 && sorted.every((day, index) => index === 0 || day === (sorted[index - 1] ?? 0) + 1)
  return isRow ? `${name(sorted[0])}–${name(sorted.at(-1))}` : and.format(sorted.map(name))
}

function exceptWords(t: Words, { except }: PolicyConditions, names: Names): string[] {
  if (except === undefined) return []
  const { connectors = [], connections = [], workflows = [], targets = [] } = except
  const all = [
    ...connectors.map(names.connector),
    ...connections.map(names.connection),
    ...workflows.map(names.workflow),
    ...targets,
  ]
  return all.length === 0 ? [] : [t('sayExcept', { list: and.format(all) })]
}

function askingWords(t: Words, asking: NonNullable<Policy['asking']>, names: Names): string {
  const { deciders, quorum, expiresInMinutes, remindAfterMinutes, escalate, reasonRequired } = asking
  const some = deciders === undefined ? [] : deciderWords(t, deciders, names)
  const who = some.length === 0 ? t('sayWhoMay', { count: quorum }) : t('sayOf', { list: or.format(some) })
  return [
    `${t('sayPeople', { count: quorum })} ${who}`,
    t('sayWithin', { time: spanWords(t, expiresInMinutes) }),
    ...(reasonRequired === true ? [t('sayReason')] : []),
    ...(remindAfterMinutes === undefined ? [] : [t('sayRemind', { time: spanWords(t, remindAfterMinutes) })]),
    ...(escalate === undefined
      ? []
      : [t('sayEscalate', { time: spanWords(t, escalate.afterMinutes), list: or.format(deciderWords(t, escalate.to, names)) })]),
  ].join(', ')
}

const deciderWords = (t: Words, { roles = [], people = [], podManagers }: Deciders, names: Names): string[] => [
  ...roles.map(names.role),
  ...people.map(names.person),
  ...(podManagers === true ? [t('sayManagers')] : []),
]
