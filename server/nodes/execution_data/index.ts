import { defineNode, NodeError, type JsonObject, type NodeCall } from '@steward/sdk/node'
import { toText } from '#engine/data'
import { Type } from 'typebox'

const maxKey = 50
const maxValue = 512

const parameters = Type.Object({
  operation: Type.Literal('save', { title: 'Operation', default: 'save' }),
  dataToSave: Type.Object(
    {
      values: Type.Array(
        Type.Object({ key: Type.String({ title: 'Key', default: '' }), value: Type.String({ title: 'Value', default: '' }) }),
      ),
    },
    { title: 'Data to save', description: 'Facts by which this execution can be found again.' },
  ),
})

export default defineNode({
  type: 'execution_data',
  title: 'Execution data',
  description: 'Notes facts about the execution in its log; the items pass through unchanged.',
  category: 'core',
  icon: 'tag',
  n8n: [{ type: 'n8n-nodes-base.executionData', versions: [1, 1.1] }],
  parameters,
  effect: 'pure',
  execute: (call) => {
    for (const index of call.items.keys()) note(call, index)
    return [call.items]
  },
})

function note(call: NodeCall, index: number): void {
  const values = call.param<{ key?: unknown; value?: unknown }[]>('dataToSave.values', index, [])
  const data: JsonObject = {}
  for (const { key, value } of values) {
    const name = toText(key ?? '')
    if (name === '') throw new NodeError('Every value to save needs a key.', { itemIndex: index, retryable: false })
    data[name.slice(0, maxKey)] = toText(value ?? '').slice(0, maxValue)
  }
  if (values.length > 0) call.io.log('info', 'Execution data saved', data)
}
