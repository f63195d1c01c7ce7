import type { Environment, Money } from '@steward/contract/api/policy'
import type { EffectClass } from '@steward/contract/effect'
import type { JsonValue } from '@steward/contract/item'
import type { EffectConnection } from './effect-fact.ts'
import type { IntentEntry, Refusal } from './journal.ts'
import type { WorkflowRef } from './live.ts'

/** What a node is about to do to the outside, as it is asked for at the gate. */
export type EffectAction = {
  /** Key of the effect. */
  readonly key: string
  readonly executionId: string
  readonly nodeId: string
  readonly nodeName: string
  readonly nodeType: string
  readonly runIndex: number
  readonly class: EffectClass
  readonly environment: Environment
  readonly connection: EffectConnection | null
  /** Of all that the node has chosen. */
  readonly connectionIds: readonly string[]
  readonly target: string | null
  /** Every place it leads to, where items lead to several; `target` is the first of them. */
  readonly targets: readonly string[]
  readonly workflow: WorkflowRef
  readonly amount: Money | null
  readonly cost: Money | null
  /** SHA-256 (hex), see `exactHash`. */
  readonly hash: string
  readonly requesterId: string | null
  /** The approval that it has waited for. */
  readonly approvalId?: string
  /** Of the governed database that it is about. */
  readonly terms?: string
  /** Key of the effect that it takes back. */
  readonly undoes: string | null
}

/** What who decides is shown; secrets are left out. */
export type EffectText = {
  readonly title: string
  readonly detail: string | null
  readonly payload: JsonValue
  readonly risk: { readonly level: 'low' | 'medium' | 'high'; readonly reasons: readonly string[] }
}

type Ground = NonNullable<IntentEntry['g']>

export type GateVerdict =
  | { readonly kind: 'allow'; readonly ground: Ground }
  /** To be asked again when the approval is decided, or at this time. */
  | { readonly kind: 'wait'; readonly approvalId: string; readonly untilMs: number }
  | { readonly kind: 'refuse'; readonly why: Refusal; readonly message: string; readonly ground: Ground }

/** A governed database as it is now, whatever a workflow calls it. */
export type DatabasePlace = {
  readonly id: string
  readonly name: string
  readonly environment: Environment
  readonly host: string
  /** A digest of how it is reached, as whom and how far: an approval is bound to it. */
  readonly terms: string
}

export type GatePreview = { readonly answer: 'allow' | 'ask' | 'deny'; readonly policies: Ground['policies'] }

/** Who is asked before every effect. The engine knows no policy; it asks, waits, and heeds the answer. */
export type EffectGate = {
  ask(action: EffectAction, describe: () => EffectText): GateVerdict | Promise<GateVerdict>
  /** What the policies say of it, with nobody asked. */
  preview(action: EffectAction): GatePreview | Promise<GatePreview>
  /** Where a connection leads to; null where it does not say. */
  environmentOf(workspaceId: string, connection: EffectConnection): Environment | null | Promise<Environment | null>
  /** The governed database that a connection of the kind `database` leads to; null where there is none. Without it there are none. */
  databaseOf?(workspaceId: string, connection: EffectConnection): Promise<DatabasePlace | null>
  /** A keyed digest (hex), for texts that hold secrets: nobody who reads it can try values out. */
  seal(text: string): string
  /** A node execution rests until this approval is decided, and that is stored. It may have been decided meanwhile. */
  awaited(executionId: string, approvalId: string): void
  /** An execution is over while somebody is still asked about it. */
  abandoned(workspaceId: string, executionId: string): void
}
