import type { PlannedEffect, WorkflowPlan } from '@steward/contract/api/plan'
import type { Money } from '@steward/contract/api/policy'
import { decimalOf } from '@steward/contract/money'

/** A plan for people, as a slip: every effect, what is said to it, and the sums. */
export function describePlan(plan: WorkflowPlan): string {
  const lines = ['PLAN, NOTHING DONE YET', '']
  for (const { nodeName, target, times } of plan.reads)
    lines.push(`  read     ${nodeName}${target === null ? '' : ` (${target})`}${times > 1 ? `, ${times} times` : ''}`)
  for (const effect of plan.effects) lines.push(...effectLines(effect))
  if (plan.effects.length === 0) lines.push('  It would change nothing outside.')
  lines.push('', totalsOf(plan))
  if (plan.notReached.length > 0) lines.push(`Not reached: ${plan.notReached.join(', ')}`)
  for (const limit of plan.limits) lines.push(`Note: ${limit}`)
  if (plan.error !== null) lines.push(`It would fail: ${plan.error}`)
  return `${lines.join('\n')}\n`
}

function effectLines({ class: effect, title, environment, amount, answer, asks, policies, isCertain }: PlannedEffect): string[] {
  const said = { allow: 'allowed', ask: `asks ${asks.join(', ') || 'somebody'}`, deny: 'denied' }
  const by = policies.length === 0 ? '' : ` by ${policies.map((one) => `“${one.name}”`).join(', ')}`
  const facts = [
    ...(amount === null ? [] : [moneyOf(amount)]),
    environment,
    ...(answer === null ? [] : [`${said[answer]}${by}`]),
    ...(isCertain ? [] : ['may turn out otherwise']),
  ]
  return [`  ${effect.padEnd(8)} ${title}`, `           ${facts.join(' · ')}`]
}

function totalsOf({ effects, totals }: WorkflowPlan): string {
  const { allowed, asked, denied, amounts, costs } = totals
  const judged = effects.some((one) => one.answer !== null)
  const counts = judged ? [`${allowed} allowed`, `${asked} would be asked`, `${denied} denied`] : []
  const sums = [
    ...(amounts.length === 0 ? [] : [`moves ${amounts.map(moneyOf).join(' and ')}`]),
    ...(costs.length === 0 ? [] : [`costs ${costs.map(moneyOf).join(' and ')}`]),
  ]
  return [`${effects.length} ${effects.length === 1 ? 'effect' : 'effects'}`, ...counts, ...sums].join(' · ')
}

/** Minor units with the digits of their currency. */
const moneyOf = (money: Money) => `${decimalOf(money)} ${money.currency}`
