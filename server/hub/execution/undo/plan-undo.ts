import type { Item } from '@steward/contract/item'
import type { ExecutionState, NodeRecord, Plan, PlanNode } from '#engine/core'
import { type ChangingEffect, encodePast, type EffectBook, type JournalEntry, type PastEntry, type UndoStep } from '#engine/host'

/** What an execution has done, as far as its journal tells. */
export type Done = {
  readonly plan: Plan
  readonly state: ExecutionState
  readonly effects: Pick<EffectBook, 'happened' | 'unknown'>
}

/** What has come of taking an effect back so far, by its key. `unknown`: it was tried, and nobody can say. */
export type UndoneSoFar = ReadonlyMap<string, 'undone' | 'undoing' | 'unknown'>

/** What can become of an effect: `ready` can be taken back, `left` stays as it is, for the reason that `words` tells. */
export type UndoLine = {
  readonly effect: ChangingEffect
  readonly node: PlanNode
  /** The node that takes it back, where one is named. */
  readonly by: PlanNode | undefined
  readonly state: 'ready' | 'undone' | 'undoing' | 'left'
  /** How many items the node that takes it back is given. */
  readonly items: number
  /** In a sentence. */
  readonly words: string
}

/** What would be taken back, the last effect first, and what would not be and why. */
export function planUndo(done: Done, undone: UndoneSoFar = new Map()): UndoLine[] {
  const { effects, plan } = done
  const lines = [
    ...effects.happened.map((effect) => ({ effect, isKnown: true })),
    ...effects.unknown.map((effect) => ({ effect, isKnown: false })),
  ].flatMap(({ effect, isKnown }) => {
    const node = plan.byId.get(effect.nodeId)
    return node === undefined || isToldInside(node) ? [] : [lineOf(done, { effect, node, isKnown }, undone.get(effect.key))]
  })
  return lines.reverse()
}

/** The effects of a called workflow are its own; those of the call are none where nobody has named an undo for it. */
const isToldInside = ({ definition, node }: PlanNode) => definition?.inner === true && node.settings.undo === undefined

type Considered = { readonly effect: ChangingEffect; readonly node: PlanNode; readonly isKnown: boolean }

function lineOf(
  { plan, state }: Done,
  { effect, node, isKnown }: Considered,
  before: 'undone' | 'undoing' | 'unknown' | undefined,
): UndoLine {
  const undoId = node.node.settings.undo?.node
  const by = undoId === undefined ? undefined : plan.byId.get(undoId)
  const given = givenBack(node, state.runs[node.index]?.[effect.runIndex])
  const [name, undo] = [quoted(node, effect.runIndex), `“${by?.node.name}”`]
  const line = { effect, node, by, items: given?.items.length ?? 0 }
  const left = (words: string): UndoLine => ({ ...line, state: 'left', words })

  if (before === 'undone') return { ...line, state: 'undone', words: `${name} has been taken back.` }
  if (before === 'undoing') return { ...line, state: 'undoing', words: `${name} is being taken back by ${undo}.` }
  if (before === 'unknown') return left(`Whether ${name} was taken back is not known, so it is not tried again.`)
  if (undoId === undefined) return left(`Nothing takes ${name} back.`)
  if (!isKnown) return left(`Whether ${name} happened is not known, so it is not taken back.`)
  if (by === undefined) return left(`${name} stays: the node that takes it back is not in this version of the workflow.`)
  if (by === node) return left(`${name} stays: a node cannot take itself back.`)
  if (by.definition?.trigger !== undefined) return left(`${name} stays: ${undo} is a trigger, which takes nothing back.`)
  if (by.node.settings.disabled === true) return left(`${name} stays: ${undo} is disabled.`)
  if (given === undefined) return left(`${name} stays: it has put nothing out that ${undo} could be given.`)
  return { ...line, state: 'ready', words: `${undo} takes ${name} back, with ${count(line.items)}.` }
}

const count = (items: number) => (items === 1 ? '1 item' : `${items} items`)
const quoted = ({ node }: PlanNode, run: number) => (run === 0 ? `“${node.name}”` : `“${node.name}” (${run + 1})`)

type Given = {
  readonly items: readonly Item[]
  /** Its place among the outputs of the record. */
  readonly output: number
  /** Set where some items stand for failures: what went well is then one more output of the record. */
  readonly isSelected: boolean
}

/** What an effect has put out where it went well; undefined where that is nothing. */
function givenBack({ outputCount }: PlanNode, record: NodeRecord | undefined): Given | undefined {
  const regular = record?.outputs.slice(0, Math.max(1, outputCount)) ?? []
  for (const [output, all] of regular.entries()) {
    const items = all.filter((item) => item.error === undefined)
    if (items.length === 0) continue
    const isSelected = items.length < all.length
    return { items, output: isSelected ? (record?.outputs.length ?? 0) : output, isSelected }
  }
  return undefined
}

/** The steps of what is ready, and what the execution that carries them out begins with: all that was done before, readable. */
export function stepsOf({ plan, state }: Done, lines: readonly UndoLine[]): { steps: UndoStep[]; past: PastEntry[] } {
  const selected = new Map<NodeRecord, readonly Item[]>()
  const steps = lines.flatMap(({ effect, node, by, state: at }): UndoStep[] => {
    const record = state.runs[node.index]?.[effect.runIndex]
    const given = givenBack(node, record)
    if (at !== 'ready' || by === undefined || record === undefined || given === undefined) return []
    if (given.isSelected) selected.set(record, given.items)
    return [{ node: by.node.id, of: node.node.id, run: effect.runIndex, output: given.output, key: effect.key }]
  })
  const past = state.runs.flat().map((record) => {
    const entry = encodePast(plan, record)
    const items = selected.get(record)
    return items === undefined ? entry : { ...entry, o: [...entry.o, items] }
  })
  return { steps, past }
}

/** What stays although something is to take it back, for the log of the execution that takes the others back. */
export function logOfLeft(lines: readonly UndoLine[], atMs: number): JournalEntry[] {
  return lines
    .filter(({ state }) => state === 'left')
    .map(({ words, node }) => {
      const isMeant = node.node.settings.undo !== undefined
      return { k: 'log', t: atMs, n: node.node.id, l: isMeant ? 'warn' : 'info', msg: words }
    })
}
