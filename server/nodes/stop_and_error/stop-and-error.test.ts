import { expect, test } from 'vitest'
import { callNode } from '../../test/call-node.ts'
import stopAndError from './index.ts'

test('an error of your own carries its message and its details', async () => {
  await expect(callNode(stopAndError, { parameters: { errorMessage: 'No stock' } })).rejects.toThrow('No stock')
  await expect(
    callNode(stopAndError, { parameters: { errorType: 'errorObject', errorObject: '{"message": "m", "code": 4}' } }),
  ).rejects.toMatchObject({
    message: 'm',
    details: { code: 4 },
    retryable: false,
  })
})
