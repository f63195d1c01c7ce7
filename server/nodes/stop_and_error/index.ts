import { shown } from '@steward/sdk/form'
import { defineNode, type JsonObject, type NodeCall, NodeError } from '@steward/sdk/node'
import { Type } from 'typebox'
import { parseRelaxed } from '#engine/data'
import { text } from '../parameter.ts'

export default defineNode({
  type: 'stop_and_error',
  title: 'Stop and error',
  description: 'Ends the execution with an error of your own.',
  category: 'flow',
  icon: 'octagon-x',
  n8n: [{ type: 'n8n-nodes-base.stopAndError', versions: [1] }],
  parameters: Type.Object({
    errorType: Type.Optional(
      Type.Union([Type.Literal('errorMessage', { title: 'A message' }), Type.Literal('errorObject', { title: 'An object' })], {
        title: 'Error',
        default: 'errorMessage',
      }),
    ),
    ...shown(
      { errorType: ['errorMessage'] },
      { errorMessage: Type.Optional(Type.String({ title: 'Message', default: '', control: 'multiline' })) },
    ),
    ...shown(
      { errorType: ['errorObject'] },
      {
        errorObject: Type.Optional(
          Type.Unknown({
            title: 'Object',
            description: 'Its "message" is the message; the rest are details.',
            language: 'json',
            control: 'json',
          }),
        ),
      },
    ),
  }),
  effect: 'pure',
  outputs: [],
  execute: (call) => {
    if (text(call, 'errorType', 0, 'errorMessage') !== 'errorObject') {
      throw new NodeError(text(call, 'errorMessage', 0, '') || 'The workflow was stopped by the node "Stop and error".', {
        retryable: false,
      })
    }
    const object = readObject(call)
    const message = [object['message'], object['description'], object['error']].find(
      (part) => typeof part === 'string' && part !== '',
    )
    throw new NodeError(typeof message === 'string' ? message : `Error: ${JSON.stringify(object)}`, {
      ...(typeof object['description'] === 'string' ? { description: object['description'] } : {}),
      details: object,
      retryable: false,
    })
  },
})

function readObject(call: NodeCall): JsonObject {
  const raw = call.param<unknown>('errorObject', 0, '')
  const value = typeof raw === 'string' ? parseRelaxed(raw) : raw
  if (typeof value === 'object' && value !== null) return value as JsonObject
  throw new NodeError('The error object is not a valid JSON object.', { retryable: false })
}
