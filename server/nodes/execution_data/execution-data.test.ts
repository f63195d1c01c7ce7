import { expect, test } from 'vitest'
import { callNode, jsonOf } from '../../test/call-node.ts'
import executionData from './index.ts'

const saved = async (values: { key: string; value: string }[]) => {
  const lines: unknown[] = []
  const outputs = await callNode(executionData, {
    parameters: { dataToSave: { values } },
    items: [{ n: 1 }],
    io: { log: (level, message, data) => void lines.push({ level, message, data }) },
  })
  return { lines, json: jsonOf(outputs) }
}

test('facts go into the log of the execution and the items pass through', async () => {
  const { lines, json } = await saved([{ key: 'customer', value: 'Ada' }])

  expect(json).toEqual([{ n: 1 }])
  expect(lines).toEqual([{ level: 'info', message: 'Execution data saved', data: { customer: 'Ada' } }])
})

test('long facts are cut, and one without a key is refused', async () => {
  const { lines } = await saved([{ key: 'k'.repeat(60), value: 'v'.repeat(600) }])

  expect(lines).toMatchObject([{ data: { ['k'.repeat(50)]: 'v'.repeat(512) } }])
  await expect(saved([{ key: '', value: 'x' }])).rejects.toThrow('needs a key')
})
