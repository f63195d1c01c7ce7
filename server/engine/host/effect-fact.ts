import type { EffectClass } from '@steward/contract/effect'
import type { EffectDecision, EffectOutcome } from '@steward/contract/api/effect'
import type { Environment, Money, PolicyReference } from '@steward/contract/api/policy'
import type { JsonValue } from '@steward/contract/item'

/** Which connection an effect goes out by. */
export type EffectConnection = { readonly kind: string; readonly id: string | null; readonly name: string }

/** What became of one effect. Times are milliseconds since 1970; hashes are SHA-256 in hex. What may be missing is so in facts of older versions. */
export type EffectFact = {
  readonly id: string
  readonly nodeId: string
  readonly nodeName: string
  readonly runIndex: number
  readonly class: EffectClass
  readonly target: string | null
  readonly connection: EffectConnection | null
  readonly requestHash: string | null
  /** What was asked for, secrets left out and cut short; not of reads. */
  readonly request?: JsonValue
  readonly environment?: Environment | null
  /** Type of the node. */
  readonly connector?: string | null
  readonly policies?: readonly PolicyReference[]
  readonly approvalId?: string | null
  /** The person whom it was done for. */
  readonly actorId?: string | null
  readonly amount?: Money | null
  readonly cost?: Money | null
  /** Key of the effect that this one takes back. */
  readonly undoes?: string | null
  readonly outcome: EffectOutcome
  /** Why it was refused. */
  readonly reason?: string | null
  readonly tries: number
  readonly intendedMs: number
  readonly settledMs: number | null
  readonly durationMs: number | null
  readonly response: {
    readonly status: number | null
    readonly hash: string
    readonly sizeBytes: number
    /** What came back, secrets left out and cut short; not of reads. */
    readonly excerpt?: JsonValue
  } | null
  readonly decision: {
    readonly answer: EffectDecision
    readonly how: 'person' | 'probe'
    readonly by: string | null
    readonly atMs: number
    readonly reason: string | null
  } | null
}

/** The facts that one change of an execution brought. */
export type FactsOfChange = {
  readonly executionId: string
  readonly workspaceId: string
  readonly workflowId: string
  readonly workflowName: string
  readonly workflowVersion: number
  /** Grows along the journal of the execution: of two facts about an effect the one with the higher place counts. */
  readonly place: number
  readonly facts: readonly EffectFact[]
}

/** Told through the outbox of whoever stores the changes; its payload is `{changes: FactsOfChange[]}`. */
export const effectsSettled = 'execution.effects_settled'
