import type { JsonObject } from '@steward/sdk/node'
import { expect, test } from 'vitest'
import { jsonAfter } from '../../test/call-node.ts'
import debugHelper from './index.ts'

const run = (parameters: JsonObject, json: JsonObject = {}) => jsonAfter(debugHelper, parameters, [json])

test('random data repeats with its seed; errors are thrown on request; memory is not exhausted', async () => {
  const parameters = { category: 'randomData', randomDataSeed: 's', randomDataCount: 3 }
  expect(await run(parameters)).toEqual(await run(parameters))
  await expect(run({ throwErrorMessage: 'boo' })).rejects.toThrow('boo')
  await expect(run({ category: 'oom' })).rejects.toThrow('does not do "oom"')
})
