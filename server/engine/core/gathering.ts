import type { PlanNode } from './plan.ts'
import type { Arrival, Gathering, Items, Task } from './state.ts'

/** Puts what has arrived to the oldest that still misses this input, or opens a new one. */
export function gather(
  queue: Gathering[],
  inputCount: number,
  { input, items, source }: Pick<Arrival, 'input' | 'items' | 'source'>,
): Gathering {
  const entry = queue.find((one) => one.inputs[input] === null) ?? openGathering(queue, inputCount)
  entry.inputs[input] = items
  entry.sources[input] = source
  return entry
}

function openGathering(queue: Gathering[], inputCount: number): Gathering {
  const entry: Gathering = {
    inputs: Array.from({ length: inputCount }, () => null),
    sources: Array.from({ length: inputCount }, () => null),
  }
  queue.push(entry)
  return entry
}

export const isWhole = ({ inputs }: Gathering): boolean => inputs.every((items) => items !== null)

/** Whether the node may go ahead although inputs are missing that will never come. */
export function isEnough({ required, inputCount }: PlanNode, { inputs }: Gathering): boolean {
  if (required === undefined) return true
  const arrived = inputs.flatMap((items, input) => (items === null ? [] : [input]))
  if (typeof required === 'number') return required !== inputCount && arrived.length >= required
  return required.length !== inputCount && required.every((input) => arrived.includes(input))
}

/** The task of a node that goes ahead: its missing inputs are empty. */
export function taskOf({ index, inputCount }: PlanNode, entry: Gathering): Task {
  const inputs: Items[] = entry.inputs.map((items) => items ?? [])
  while (inputs.length < inputCount) inputs.push([])
  return { node: index, inputs, sources: entry.sources }
}

/** A list that is null up to the place where the value stands. */
export function at<T>(index: number, value: T): (T | null)[] {
  if (index === 0) return [value]
  const list: (T | null)[] = []
  while (list.length < index) list.push(null)
  list.push(value)
  return list
}
