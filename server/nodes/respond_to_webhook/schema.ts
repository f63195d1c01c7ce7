import { Type } from 'typebox'

const pair = Type.Object({ name: Type.String({ title: 'Name' }), value: Type.String({ title: 'Value' }) })

export const respondParameters = {
  respondWith: Type.Optional(
    Type.Enum(['firstIncomingItem', 'allIncomingItems', 'json', 'text', 'binary', 'jwt', 'redirect', 'noData'], {
      title: 'Answer with',
      default: 'firstIncomingItem',
    }),
  ),
  responseBody: Type.Optional(Type.String({ title: 'Body', description: 'Text, or JSON where the answer is JSON.' })),
  redirectURL: Type.Optional(Type.String({ title: 'Redirect to' })),
  payload: Type.Optional(Type.Unknown({ title: 'Content of the token' })),
  responseDataSource: Type.Optional(Type.Enum(['automatically', 'set'], { title: 'Which file', default: 'automatically' })),
  inputFieldName: Type.Optional(Type.String({ title: 'Name of the file', default: 'data' })),
  options: Type.Optional(
    Type.Object({
      responseCode: Type.Optional(Type.Number({ title: 'Status', default: 200 })),
      responseHeaders: Type.Optional(Type.Object({ entries: Type.Array(pair) }, { title: 'Headers' })),
      responseKey: Type.Optional(Type.String({ title: 'Put the items under a key' })),
      enableStreaming: Type.Optional(
        Type.Boolean({ title: 'As a part', description: 'Of the answer of a streaming webhook.', default: true }),
      ),
      enableResponseOutput: Type.Optional(Type.Boolean({ title: 'Second output with the answer', default: false })),
    }),
  ),
}
