import type { Environment, Money, PolicyReference, SubjectKind } from '@steward/contract/api/policy'
import type { EffectClass } from '@steward/contract/effect'
import type { JsonValue } from '@steward/contract/item'

/** Who wants to do something to the outside. `id` is the key of the effect, the id of the query, or of the version. */
export type ActionSubject = {
  readonly kind: SubjectKind
  readonly id: string
  readonly executionId?: string
  readonly nodeId?: string
  readonly nodeName?: string
  readonly runIndex?: number
}

/** Exactly what is about to happen, as far as policies look at it. */
export type Action = {
  readonly workspaceId: string
  readonly subject: ActionSubject
  readonly class: EffectClass
  readonly environment: Environment
  /** Type of the node, or the kind of database. */
  readonly connector: string | null
  readonly connection: { readonly kind: string; readonly id: string | null; readonly name: string } | null
  /** Ids of all connections that take part, where there is more than that one: a policy about any of them holds. */
  readonly connectionIds?: readonly string[]
  readonly target: string | null
  /** Every place it leads to, where items lead to several; `target` is the first of them. */
  readonly targets?: readonly string[]
  readonly workflow: { readonly id: string; readonly name: string; readonly version: number } | null
  readonly podId: string | null
  readonly amount: Money | null
  readonly cost: Money | null
  /** SHA-256 (hex) over everything that makes the action what it is. */
  readonly hash: string
  /** The person whom it is done for: never among those who decide. Null where nobody can be named. */
  readonly requesterId: string | null
  /** Of a query: who is shown what is asked, beside the requester: all who may see queries there, or only those who decide. */
  readonly visibleTo?: 'workspace' | 'deciders'
  /** The approval that it has waited for: what was said to it counts, also where no policy asks any more. */
  readonly approvalId?: string
  readonly at: Date
}

/** What a person is shown; made only where somebody has to be asked. Secrets are left out by who makes it. */
export type ActionText = {
  /** What will happen, in a sentence with its values. */
  readonly title: string
  readonly detail: string | null
  readonly payload: JsonValue
  readonly risk: { readonly level: 'low' | 'medium' | 'high'; readonly reasons: readonly string[] }
}

/** On what ground an action is allowed or refused; goes into its receipt. */
export type Ground = { readonly policies: readonly PolicyReference[]; readonly approvalId: string | null }

export type GateAnswer =
  | { readonly kind: 'allow'; readonly ground: Ground }
  /** Somebody is being asked. Ask the gate again when the approval is decided, or at this time. */
  | { readonly kind: 'wait'; readonly approvalId: string; readonly untilMs: number }
  /** Denied by a policy, rejected by a person, or not answered in time; `message` is for people. */
  | {
      readonly kind: 'refuse'
      readonly why: 'denied' | 'rejected' | 'changes_requested' | 'expired' | 'withdrawn'
      readonly message: string
      readonly ground: Ground
    }

/**
 * The one gate. Where no policy asks or denies, the answer is there at once and no database is touched.
 * An approval that allows is used up by that answer: the same action asked for once more, under another subject, asks anew,
 * and under the same subject and hash it stays allowed, so that a process that died in between can go on.
 */
export type Gate = {
  ask(action: Action, describe: () => Promise<ActionText> | ActionText): GateAnswer | Promise<GateAnswer>
  /** What the policies say, with nobody asked and nothing used: for plans. */
  preview(action: Action): Promise<GatePreview> | GatePreview
}

export type GatePreview = {
  readonly answer: 'allow' | 'ask' | 'deny'
  readonly policies: readonly PolicyReference[]
  /** Names of the roles or people who would be asked, for a sentence. */
  readonly asks: readonly string[]
}
