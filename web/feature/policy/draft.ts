import type { NewPolicy, Policy, PolicyAsking, PolicyConditions } from '@steward/contract/api/policy'

/** A policy as it is being written. */
export type Draft = {
  readonly name: string
  readonly description: string
  readonly isActive: boolean
  readonly answer: Policy['answer']
  readonly conditions: PolicyConditions
  readonly asking: PolicyAsking
}

export const usualAsking: PolicyAsking = { quorum: 1, expiresInMinutes: 7 * 24 * 60 }

export const draftOf = (policy: Policy | undefined): Draft => ({
  name: policy?.name ?? '',
  description: policy?.description ?? '',
  isActive: policy?.isActive ?? true,
  answer: policy?.answer ?? 'ask',
  conditions: policy?.conditions ?? { environments: ['production'] },
  asking: policy?.asking ?? usualAsking,
})

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  (Array.isArray(value) && value.length === 0) ||
  (typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0)

/** A list that was emptied means the same as one that was never made. */
function filled<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => !isEmpty(one))) as T
}

export function bodyOf(draft: Draft): NewPolicy {
  const { except, ...conditions } = draft.conditions
  return {
    name: draft.name.trim(),
    description: draft.description.trim() === '' ? null : draft.description.trim(),
    isActive: draft.isActive,
    answer: draft.answer,
    conditions: filled({ ...conditions, ...(except === undefined ? {} : { except: filled(except) }) }),
    asking: draft.answer === 'ask' ? filledAsking(draft.asking) : null,
  }
}

function filledAsking({ deciders, escalate, ...rest }: PolicyAsking): PolicyAsking {
  const who = deciders === undefined ? {} : filled(deciders)
  return {
    ...rest,
    ...(isEmpty(who) ? {} : { deciders: who }),
    ...(escalate === undefined ? {} : { escalate: { ...escalate, to: filled(escalate.to) } }),
  }
}

const isWhole = (value: number): boolean => Number.isInteger(value) && value >= 1

/** Whether something that has to be there is missing; the fields say what. */
export function hasGap({ name, conditions, answer, asking }: Draft): boolean {
  if (name.trim() === '') return true
  if (conditions.amountOver !== undefined && !/^\d+$/.test(conditions.amountOver.minor)) return true
  if (conditions.times !== undefined && (conditions.times.days.length === 0 || conditions.times.timezone === '')) return true
  if (answer !== 'ask') return false
  const { deciders, escalate, quorum, expiresInMinutes, remindAfterMinutes } = asking
  const numbers = [quorum, expiresInMinutes, ...(remindAfterMinutes === undefined ? [] : [remindAfterMinutes])]
  if (!numbers.every(isWhole)) return true
  if (deciders !== undefined && isEmpty(filled(deciders))) return true
  return escalate !== undefined && (!isWhole(escalate.afterMinutes) || isEmpty(filled(escalate.to)))
}
