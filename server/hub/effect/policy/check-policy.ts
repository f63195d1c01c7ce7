import type { Policy, PolicyAsking, PolicyConditions } from '@steward/contract/api/policy'
import { policyError } from './errors.ts'
import { plainAsking } from './evaluate.ts'
import { isTimezone } from './within-times.ts'

/** What people say of a policy. */
export type PolicyContent = Readonly<Pick<Policy, 'name' | 'description' | 'isActive' | 'answer' | 'conditions' | 'asking'>>

/** The policy as it is stored. Refuses what makes no sense, or could never mean what it says. */
export function checkedPolicy(given: PolicyContent): PolicyContent {
  const name = given.name.normalize('NFC').trim().replaceAll(/\s+/g, ' ')
  if (name === '' || /\p{Cc}|\p{Cf}|\p{Cs}/u.test(name)) throw policyError.policy_unreadable({ field: 'name' })
  const description = given.description?.trim() ?? ''
  if (/\0|\p{Cs}/u.test(description)) throw policyError.policy_unreadable({ field: 'description' })
  const conditions = checkedConditions(given.conditions)
  if (given.answer === 'deny' && description === '' && isAboutEverything(conditions)) throw policyError.policy_stops_everything()
  const asking = given.asking === null ? null : checkedAsking(given.asking)
  return {
    name,
    description: description === '' ? null : description,
    isActive: given.isActive,
    answer: given.answer,
    conditions,
    asking: given.answer === 'ask' ? (asking ?? plainAsking) : asking,
  }
}

function checkedConditions(given: PolicyConditions): PolicyConditions {
  const { subjects, classes, environments, amountOver, times, except } = given
  if (classes?.every((one) => one === 'pure') === true && subjects?.includes('publish') !== true)
    throw policyError.policy_never_holds()
  if (amountOver !== undefined && BigInt(amountOver.minor) < 0n) throw policyError.policy_bad_amount()
  if (times !== undefined) {
    if (!isTimezone(times.timezone)) throw policyError.policy_unknown_timezone({ timezone: times.timezone })
    if (times.from === times.to) throw policyError.policy_empty_times({ time: times.from })
  }
  const left = except === undefined ? {} : checkedThings(except)
  return {
    ...(subjects === undefined ? {} : { subjects: once(subjects) }),
    ...(classes === undefined ? {} : { classes: once(classes) }),
    ...(environments === undefined ? {} : { environments: once(environments) }),
    ...checkedThings(given),
    ...(amountOver === undefined ? {} : { amountOver }),
    ...(times === undefined ? {} : { times: { ...times, days: once(times.days).toSorted((a, b) => a - b) } }),
    ...(Object.keys(left).length === 0 ? {} : { except: left }),
  }
}

type Things = NonNullable<PolicyConditions['except']>

function checkedThings({ connectors, connections, workflows, targets }: Things): Things {
  return {
    ...(connectors === undefined ? {} : { connectors: once(connectors.map((one) => readable('connectors', one))) }),
    ...(connections === undefined ? {} : { connections: once(connections.map(lower)) }),
    ...(workflows === undefined ? {} : { workflows: once(workflows.map(lower)) }),
    ...(targets === undefined ? {} : { targets: once(targets.map(checkedTarget)) }),
  }
}

function checkedTarget(given: string): string {
  const target = readable('targets', given).toLowerCase()
  if (!/^(?:\*\.)?(?:\[[0-9a-f:.]+\]|[^*/?#@\\:\s[\]]+)$/.test(target)) throw policyError.policy_bad_target({ target })
  return target
}

function checkedAsking(given: PolicyAsking): PolicyAsking {
  const { remindAfterMinutes, escalate, expiresInMinutes: expires } = given
  for (const minutes of [remindAfterMinutes, escalate?.afterMinutes])
    if (minutes !== undefined && minutes >= expires) throw policyError.policy_too_late({ minutes, expires })
  return {
    ...given,
    ...(given.deciders === undefined ? {} : { deciders: checkedDeciders(given.deciders) }),
    ...(escalate === undefined ? {} : { escalate: { ...escalate, to: checkedDeciders(escalate.to) } }),
  }
}

type Deciders = NonNullable<PolicyAsking['deciders']>

function checkedDeciders({ roles, people, podManagers }: Deciders): Deciders {
  return {
    ...(roles === undefined ? {} : { roles: once(roles.map((one) => readable('roles', one))) }),
    ...(people === undefined ? {} : { people: once(people.map(lower)) }),
    ...(podManagers === true ? { podManagers } : {}),
  }
}

/** Whether no condition narrows it; what it leaves out is little beside everything else. */
const isAboutEverything = (conditions: PolicyConditions) => Object.keys(conditions).every((name) => name === 'except')

function readable(field: string, text: string): string {
  const trimmed = text.trim()
  if (trimmed === '' || /\p{Cc}|\p{Cs}/u.test(trimmed)) throw policyError.policy_unreadable({ field })
  return trimmed
}

const once = <T>(list: readonly T[]): T[] => [...new Set(list)]
const lower = (id: string) => id.toLowerCase()
