import { failedItem, type Item, type NodeCall, NodeError } from '@steward/sdk/node'
import { type ClassicCondition, type ClassicType, classicTypes, meetsClassicCondition } from '#engine/filter'
import { itemMeets } from '../filter/read-filter.ts'
import { flag, number, text } from '../parameter.ts'
import { passOn } from '../pass-on.ts'
import { outputsOf } from './outputs.ts'

const generations = { looseAtTop: 3.1, second: 3.2, third: 3.4 }

/** Sends each item to the outputs its rules name. */
export function route(call: NodeCall): Item[][] {
  const outputs: Item[][] = Array.from({ length: outputsOf(call.node).length }, () => [])
  for (const [index, item] of call.items.entries()) {
    try {
      for (const output of targetsOf(call, index, outputs.length)) outputAt(outputs, output, index).push(passOn(item, index))
    } catch (error) {
      if (call.node.onError === 'stopWorkflow') throw error
      ;(outputs[0] ??= []).push(failedItem(error, index))
    }
  }
  return outputs
}

function outputAt(outputs: Item[][], output: number, itemIndex: number): Item[] {
  const items = outputs[output]
  if (items !== undefined) return items
  throw new NodeError(`The output ${output} is not allowed`, {
    description: `It has to be between 0 and ${outputs.length - 1}.`,
    itemIndex,
    retryable: false,
  })
}

function targetsOf(call: NodeCall, index: number, count: number): number[] {
  if (text(call, 'mode', index, 'rules') === 'expression') return [number(call, 'output', index, 0)]
  return call.node.version < 3 ? classicTargets(call, index) : ruleTargets(call, index, count)
}

function ruleTargets(call: NodeCall, index: number, count: number): number[] {
  const all = flag(call, 'options.allMatchingOutputs', index)
  const fallback = call.param<string | number>('options.fallbackOutput', index, 'none')
  const ruleCount = fallback === 'extra' ? count - 1 : count
  const targets: number[] = []
  for (let rule = 0; rule < ruleCount; rule += 1) {
    if (!itemMeets(call, `rules.values.${rule}.conditions`, index, generations)) continue
    targets.push(rule)
    if (!all) break
  }
  if (targets.length > 0 || fallback === 'none') return targets
  return [fallback === 'extra' ? ruleCount : Number(fallback)]
}

type ClassicRule = { readonly operation?: string; readonly value2?: unknown; readonly output?: number }

/** Versions 1 and 2: one value is compared with that of each rule; the first rule that holds wins. */
function classicTargets(call: NodeCall, index: number): number[] {
  const declared = text(call, 'dataType', index, 'number')
  const type: ClassicType = (classicTypes as readonly string[]).includes(declared) ? (declared as ClassicType) : 'number'
  const value1 = call.param<unknown>('value1', index)
  const rules = call.param<readonly ClassicRule[] | undefined>('rules.rules', index) ?? []
  const meets = (rule: ClassicRule) => {
    const condition: ClassicCondition = { ...(value1 === undefined ? {} : { value1 }), ...rule }
    return meetsClassicCondition(condition, type, index)
  }
  const found = rules.findIndex(meets)
  if (found >= 0) return [call.node.version < 2 ? Number(rules[found]?.output ?? 0) : found]
  const fallback = number(call, 'fallbackOutput', index, -1)
  return fallback === -1 ? [] : [fallback]
}
