import type { Item, NodeCall } from '@steward/sdk/node'
import { flag, number } from '../parameter.ts'
import { passOn } from '../pass-on.ts'

/**
 * What is remembered between the rounds. Items are not among it: they are found
 * in the earlier executions, so that a loop of many rounds stores little.
 * `$('Loop').context` shows this to expressions.
 */
type Round = {
  /** Which execution of the node brought the items that are handed out. */
  firstRun: number
  position: number
  currentRunIndex: number
  maxRunIndex: number
  noItemsLeft: boolean
  done: boolean
}

export type Turn = { readonly batch: Item[]; readonly processed: Item[] }

/** Hands out the next batch, or, when none is left, all items that came round. */
export function goRound(call: NodeCall): Turn {
  const memory = call.memory as Partial<Round>
  const size = Math.max(1, Math.floor(number(call, 'batchSize', 0, call.node.version < 3 ? 10 : 1)))
  const begins = memory.firstRun === undefined || flag(call, 'options.reset', 0)
  if (begins)
    Object.assign(memory, {
      firstRun: call.runIndex,
      position: 0,
      currentRunIndex: 0,
      maxRunIndex: Math.ceil(call.items.length / size),
    })
  else memory.currentRunIndex = (memory.currentRunIndex ?? 0) + 1

  const { firstRun = 0, position: from = 0 } = memory
  const items = begins ? call.items : (call.earlier[firstRun]?.inputs[0] ?? [])
  const batch = items.slice(from, from + size).map((item, at) => fromRun(item, from + at, begins ? undefined : firstRun))
  memory.position = from + batch.length
  memory.noItemsLeft = memory.position >= items.length
  memory.done = batch.length === 0
  return { batch, processed: batch.length === 0 ? processedItems(call, firstRun) : [] }
}

/** Everything that came back to the node since the loop began. */
function processedItems(call: NodeCall, firstRun: number): Item[] {
  const before = call.earlier.slice(firstRun + 1).flatMap(({ inputs }, at) => {
    const run = firstRun + 1 + at
    return (inputs[0] ?? []).map((item, index) => fromRun(item, index, run))
  })
  return [...before, ...call.items.map((item, index) => passOn(item, index))]
}

function fromRun(item: Item, index: number, run: number | undefined): Item {
  return run === undefined ? passOn(item, index) : { ...passOn(item, index), pairedItem: { item: index, run } }
}
