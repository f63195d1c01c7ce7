import { NodeError, type Item, type NodeCall } from '@steward/sdk/node'
import { entriesOf } from './match-items.ts'
import { pairingOf, passOn } from './resolve-clash.ts'
import { number, text } from '../parameter.ts'

/** Waits for all inputs, then passes on one of them, or a single empty item. */
export function chooseBranch(call: NodeCall): Item[] {
  const inputs = call.inputs.map(entriesOf)
  const output = text(call, 'output', 0, call.node.version < 3 ? 'input1' : 'specifiedInput')
  if (output === 'empty') return [{ json: {}, pairedItem: inputs.flat().map(pairingOf) }]

  const place = output === 'specifiedInput' ? number(call, 'useDataOfInput', 0, 1) : Number(output.replace('input', ''))
  const chosen = inputs[place - 1]
  if (chosen === undefined) {
    throw new NodeError(`Input ${place} doesn't exist`, {
      description: `The node has only ${inputs.length} inputs, so selecting input ${place} is not possible.`,
      retryable: false,
    })
  }
  return chosen.map(passOn)
}
