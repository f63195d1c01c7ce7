import { hash } from 'node:crypto'
import type { EffectOutcome } from '@steward/contract/api/effect'
import type { Money } from '@steward/contract/api/policy'
import type { JsonValue } from '@steward/contract/item'
import type { EffectFact, FactsOfChange } from './effect-fact.ts'
import { effectKey } from './effect-key.ts'
import { responseExcerpt } from './effect-summary.ts'
import type { Change, ExecutionHead } from './execution-log.ts'
import type { DecisionEntry, DoneEntry, IntentEntry, JournalEntry, TryEntry } from './journal.ts'

/** Of which execution a fact is. */
type EffectHead = Pick<ExecutionHead, 'id' | 'workspaceId' | 'workflowId' | 'workflowName' | 'workflowVersion'>

/** An effect that was begun and is not settled, with the last answer to its doubt. */
type Open = {
  readonly intent: IntentEntry
  readonly decision: DecisionEntry | undefined
  /** The last try, where it failed and no other one has begun. */
  readonly tried?: TryEntry
}

/** An effect that has changed something outside, or may have. */
export type ChangingEffect = {
  readonly nodeId: string
  readonly runIndex: number
  readonly key: string
  readonly class: IntentEntry['e']
  readonly target: string | null
  readonly amount: Money | null
  /** When it was settled, or else intended. */
  readonly atMs: number
}

/**
 * Reads along with the journal of one execution and tells what became of its
 * effects. A fact needs an intent: what is kept from an earlier execution has
 * none here, and its receipts are those of that one.
 */
export class EffectBook {
  private readonly executionId: string
  private readonly open = new Map<string, Open>()
  private readonly secrets = new Set<string>()
  private readonly happenedSoFar: ChangingEffect[] = []
  private readonly unknownSoFar: ChangingEffect[] = []
  private facts: string[] = []

  constructor(executionId: string, before: readonly JournalEntry[] = []) {
    this.executionId = executionId
    // What these entries told was told when they were stored.
    for (const entry of before) this.note(entry, '')
    this.facts = []
  }

  /** What is told from now on holds none of these values; services like to repeat what they were asked with. */
  hide(values: Iterable<string>): void {
    for (const value of values) this.secrets.add(value)
  }

  /** Whether this is the end of an effect. */
  awaits({ n, r }: DoneEntry): boolean {
    return this.open.size > 0 && this.open.has(placeOf(n, r))
  }

  /** `outputs` is the text of the outputs, where the caller has it at hand. */
  note(entry: JournalEntry, outputs?: string): void {
    if (entry.k === 'intent') this.begin(entry)
    else if (entry.k === 'try') this.tried(entry)
    else if (entry.k === 'decision') this.decide(entry)
    else if (entry.k === 'done' && this.awaits(entry)) this.settle(entry, outputs)
  }

  /** What has been changed outside, in the order in which it was. */
  get happened(): readonly ChangingEffect[] {
    return this.happenedSoFar
  }

  /** Effects of which nobody knows whether they happened: in doubt, stopped, or failed without an answer. */
  get unknown(): readonly ChangingEffect[] {
    const open = [...this.open.values()].filter(({ intent, tried }) => intent.no === undefined && tried?.u === undefined)
    return [...this.unknownSoFar, ...open.flatMap(({ intent }) => this.changing(intent) ?? [])]
  }

  /** The word before an effect that is not settled. */
  intentOf(nodeId: string, runIndex: number): IntentEntry | undefined {
    return this.open.get(placeOf(nodeId, runIndex))?.intent
  }

  /** Nobody can know whether this effect happened. `request` is what a person is shown where its word does not tell. */
  doubt({ n, r }: Pick<IntentEntry, 'n' | 'r'>, request: JsonValue | undefined): void {
    const open = this.open.get(placeOf(n, r))
    if (open === undefined) return
    this.open.set(placeOf(n, r), { ...open, decision: undefined })
    const tries = open.tried?.x ?? 1
    this.tell(open, 'in_doubt', { decision: null, tries, ...withRequest(open.intent.ex ?? request) })
  }

  /** The execution is over: what is still open will never be settled. */
  close(endedMs: number): void {
    for (const open of this.open.values()) {
      // Of a try that failed before the next one it is known what came of it.
      const outcome = open.tried?.u === undefined ? (open.intent.no === undefined ? 'cut_off' : 'refused') : 'failed'
      this.tell(open, outcome, { settledMs: endedMs, tries: open.tried?.x ?? 1 })
    }
    this.open.clear()
  }

  /** The facts since the last time, for the change that is stored now; undefined when there are none. */
  take(head: EffectHead, place: number): Pick<Change, 'facts'> | undefined {
    if (this.facts.length === 0) return undefined
    const about: Omit<FactsOfChange, 'facts'> = {
      executionId: head.id,
      workspaceId: head.workspaceId,
      workflowId: head.workflowId,
      workflowName: head.workflowName,
      workflowVersion: head.workflowVersion,
      place,
    }
    const facts = `${JSON.stringify(about).slice(0, -1)},"facts":[${this.facts.join(',')}]}`
    this.facts = []
    return { facts }
  }

  private begin(entry: IntentEntry): void {
    const place = placeOf(entry.n, entry.r)
    const before = this.open.get(place)
    // A repeat is the same effect: it was intended when it was intended first.
    const intent = before === undefined ? entry : { ...entry, t: before.intent.t }
    this.open.set(place, { intent, decision: before?.decision })
  }

  private tried(entry: TryEntry): void {
    const open = this.open.get(placeOf(entry.n, entry.r))
    if (open !== undefined) this.open.set(placeOf(entry.n, entry.r), { ...open, tried: entry })
  }

  private settle(entry: DoneEntry, outputs = JSON.stringify(entry.o)): void {
    const place = placeOf(entry.n, entry.r)
    const open = this.open.get(place)
    if (open === undefined) return
    this.open.delete(place)
    const settledMs = entry.t + entry.d
    if (open.intent.no !== undefined) {
      this.tell(open, 'refused', { settledMs, reason: entry.err?.message ?? null })
      return
    }
    const said = open.decision?.answer === 'happened'
    const effect = entry.e ?? open.intent.e
    const changing = this.changing(open.intent, effect, settledMs)
    if (changing !== undefined && (said || entry.s === 'completed')) this.happenedSoFar.push(changing)
    else if (changing !== undefined && entry.err?.details?.['mayHaveHappened'] === true) this.unknownSoFar.push(changing)
    const excerpt = effect === 'read' ? {} : { excerpt: responseExcerpt(entry, [...this.secrets]) }
    this.tell(open, said ? 'happened' : entry.s, {
      class: effect,
      tries: entry.x ?? 1,
      settledMs,
      durationMs: entry.d,
      response: { status: entry.h ?? null, hash: hash('sha256', outputs), sizeBytes: Buffer.byteLength(outputs), ...excerpt },
    })
  }

  private changing(intent: IntentEntry, effect = intent.e, atMs = intent.t): ChangingEffect | undefined {
    if (effect === 'read' || effect === 'pure') return undefined
    const { n: nodeId, r: runIndex, to: target = null, am: amount = null } = intent
    return { nodeId, runIndex, key: this.keyOf(intent), class: effect, target, amount, atMs }
  }

  private keyOf({ key, n, r }: IntentEntry): string {
    return key ?? effectKey(this.executionId, n, r)
  }

  private decide(entry: DecisionEntry): void {
    const place = placeOf(entry.n, entry.r)
    const open = this.open.get(place)
    if (open === undefined) return
    const decided = { ...open, decision: entry }
    this.open.set(place, decided)
    if (entry.answer === 'repeat') this.tell(decided, 'repeated', {})
    if (entry.answer === 'stop') {
      this.open.delete(place)
      const changing = this.changing(open.intent)
      if (changing !== undefined) this.unknownSoFar.push(changing)
      this.tell(decided, 'stopped', { settledMs: entry.t })
    }
  }

  private tell({ intent, decision }: Open, outcome: EffectOutcome, more: Partial<EffectFact>): void {
    const fact: EffectFact = {
      id: this.keyOf(intent),
      nodeId: intent.n,
      nodeName: intent.name ?? intent.n,
      runIndex: intent.r,
      class: intent.e,
      target: intent.to ?? null,
      connection: intent.c ?? null,
      requestHash: intent.q ?? null,
      ...withRequest(intent.ex),
      environment: intent.env ?? null,
      connector: intent.ty ?? null,
      policies: intent.g?.policies ?? [],
      approvalId: intent.g?.approvalId ?? null,
      actorId: intent.rq ?? null,
      amount: intent.am ?? null,
      cost: intent.co ?? null,
      undoes: intent.un ?? null,
      outcome,
      tries: 1,
      intendedMs: intent.t,
      settledMs: null,
      durationMs: null,
      response: null,
      decision: decision === undefined ? null : decisionOf(decision),
      ...more,
    }
    this.facts.push(JSON.stringify(fact))
  }
}

const withRequest = (request: JsonValue | undefined) => (request === undefined ? {} : { request })

function decisionOf(entry: DecisionEntry): EffectFact['decision'] {
  const answer = entry.answer === 'happened' || entry.answer === 'repeat' ? entry.answer : 'stop'
  return { answer, how: entry.how ?? 'person', by: entry.by, atMs: entry.t, reason: entry.reason }
}

const placeOf = (node: string, run: number) => `${run} ${node}`
