import { shown } from '@steward/sdk/form'
import { Type } from 'typebox'

const pair = Type.Object({ name: Type.String({ title: 'Name' }), value: Type.String({ title: 'Value' }) })

export const respondParameters = {
  respondWith: Type.Optional(
    Type.Union(
      Object.entries({
        firstIncomingItem: 'The first item',
        allIncomingItems: 'All items',
        json: 'JSON',
        text: 'Text',
        binary: 'A file',
        jwt: 'A signed token (JWT)',
        redirect: 'A redirect',
        noData: 'Nothing',
      }).map(([value, title]) => Type.Literal(value, { title })),
      { title: 'Answer with', default: 'firstIncomingItem', connection: { jwt: 'jwtAuth' } },
    ),
  ),
  ...shown(
    { respondWith: ['json', 'text'] },
    {
      responseBody: Type.Optional(
        Type.String({ title: 'Body', description: 'Text, or JSON where the answer is JSON.', control: 'multiline' }),
      ),
    },
  ),
  ...shown(
    { respondWith: ['redirect'] },
    {
      redirectURL: Type.Optional(Type.String({ title: 'Redirect to', placeholder: 'https://example.com/thanks', needed: true })),
    },
  ),
  ...shown(
    { respondWith: ['jwt'] },
    { payload: Type.Optional(Type.Unknown({ title: 'Content of the token', language: 'json', control: 'json' })) },
  ),
  ...shown(
    { respondWith: ['binary'] },
    { responseDataSource: Type.Optional(Type.Enum(['automatically', 'set'], { title: 'Which file', default: 'automatically' })) },
  ),
  ...shown(
    { respondWith: ['binary'], responseDataSource: ['set'] },
    { inputFieldName: Type.Optional(Type.String({ title: 'Name of the file', default: 'data' })) },
  ),
  options: Type.Optional(
    Type.Object({
      responseCode: Type.Optional(Type.Number({ title: 'Status', default: 200 })),
      responseHeaders: Type.Optional(Type.Object({ entries: Type.Array(pair) }, { title: 'Headers' })),
      ...shown(
        { '/respondWith': ['firstIncomingItem', 'allIncomingItems'] },
        { responseKey: Type.Optional(Type.String({ title: 'Put the items under a key' })) },
      ),
      enableStreaming: Type.Optional(
        Type.Boolean({ title: 'As a part', description: 'Of the answer of a streaming webhook.', default: true }),
      ),
      enableResponseOutput: Type.Optional(Type.Boolean({ title: 'Second output with the answer', default: false })),
    }),
  ),
}
