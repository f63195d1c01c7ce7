import type { PolicyReference } from '@steward/contract/api/policy'
import type { Databases } from '#db'
import { findPeople } from '#hub/identity'
import { evaluate, type Verdict } from '../policy/evaluate.ts'
import type { LivePolicies } from '../policy/live-policies.ts'
import type { Action, Gate, GateAnswer, GatePreview } from './action.ts'
import { askOrUse, heedFormer } from './ask-or-use.ts'
import { namesOfAsked } from './names-of-asked.ts'

export type GateParts = {
  readonly db: Databases
  readonly policies: Pick<LivePolicies, 'of'>
  /** The clock of approvals: when they are made, run out and are used. */
  readonly clock: () => Date
}

export function createGate(parts: GateParts): Gate {
  const judge = (action: Action): Verdict | Promise<Verdict> => {
    const policies = parts.policies.of(action.workspaceId)
    return policies instanceof Promise ? policies.then((known) => evaluate(known, action)) : evaluate(policies, action)
  }
  return {
    ask: (action, describe) => {
      const answer = (verdict: Verdict): GateAnswer | Promise<GateAnswer> => {
        if (verdict.answer === 'ask') return askOrUse(parts, { action, asked: verdict.asked, describe })
        if (verdict.answer === 'deny') return denial(verdict.policies)
        if (action.approvalId !== undefined) return heedFormer(parts, action, verdict.policies)
        return { kind: 'allow', ground: { policies: verdict.policies, approvalId: null } }
      }
      const verdict = judge(action)
      return verdict instanceof Promise ? verdict.then(answer) : answer(verdict)
    },
    preview: (action) => {
      const show = (verdict: Verdict): GatePreview | Promise<GatePreview> => {
        if (verdict.answer === 'ask') return preview(parts.db, action, verdict)
        return { answer: verdict.answer, policies: verdict.policies, asks: [] }
      }
      const verdict = judge(action)
      return verdict instanceof Promise ? verdict.then(show) : show(verdict)
    },
  }
}

async function preview(db: Databases, action: Action, verdict: Verdict & { readonly answer: 'ask' }): Promise<GatePreview> {
  const { demands } = verdict.asked
  const people = await findPeople(
    db,
    demands.flatMap(({ deciders }) => deciders?.people ?? []),
  )
  const names = new Map([...people].map(([id, { name }]) => [id, name]))
  return { answer: 'ask', policies: verdict.policies, asks: namesOfAsked(demands, action.subject.kind, names) }
}

function denial(policies: readonly PolicyReference[]): GateAnswer {
  const names = policies.map(({ name }) => `“${name}”`)
  const message = names.length === 1 ? `The policy ${names[0]} denies this.` : `The policies ${names.join(', ')} deny this.`
  return { kind: 'refuse', why: 'denied', message, ground: { policies, approvalId: null } }
}
