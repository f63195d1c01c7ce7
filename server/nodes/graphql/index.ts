import { defineNode, type ParameterReader } from '@steward/sdk/node'
import { toText } from '#engine/data'
import { Type } from 'typebox'
import { hostIn, shownAddress } from '../http_request/effect.ts'
import { choice, shown } from '@steward/sdk/form'
import { execute } from './execute.ts'

/** Comments and texts could hide the word or fake it, so they are taken out first. */
function changesData(reader: ParameterReader, itemIndex: number): boolean {
  const query = toText(reader.param<unknown>('query', itemIndex, ''))
    .replace(/"""[^]*?"""|"(?:\\.|[^"\\\n])*"/g, '""')
    .replace(/#.*/g, '')
  return /(^|[^\w$])mutation\b/.test(query)
}

export default defineNode({
  type: 'graphql',
  title: 'GraphQL',
  description: 'Sends a GraphQL query or mutation.',
  category: 'core',
  icon: 'brand:graphql',
  n8n: [{ type: 'n8n-nodes-base.graphql', versions: [1, 1.1] }],
  parameters: Type.Object({
    endpoint: Type.Optional(Type.String({ title: 'Endpoint', placeholder: 'https://api.example.com/graphql', needed: true })),
    requestMethod: choice('Method', { POST: 'POST', GET: 'GET' }, 'POST'),
    authentication: choice(
      'Authentication',
      { none: 'None', basicAuth: 'Basic', digestAuth: 'Digest', headerAuth: 'Header', queryAuth: 'Query', oAuth2: 'OAuth 2' },
      'none',
      {
        connection: {
          basicAuth: 'httpBasicAuth',
          digestAuth: 'httpDigestAuth',
          headerAuth: 'httpHeaderAuth',
          queryAuth: 'httpQueryAuth',
          oAuth2: 'oAuth2Api',
        },
      },
    ),
    requestFormat: choice('Send as', { json: 'JSON', graphql: 'GraphQL text' }, 'json'),
    query: Type.Optional(Type.String({ title: 'Query', language: 'graphql', needed: true })),
    ...shown(
      { requestFormat: ['json'] },
      {
        variables: Type.Optional(
          Type.Unknown({ title: 'Variables', description: 'A JSON object.', language: 'json', control: 'json' }),
        ),
      },
    ),
    ...shown({ requestFormat: ['json'] }, { operationName: Type.Optional(Type.String({ title: 'Operation name' })) }),
    responseFormat: choice('Read the answer as', { json: 'JSON', string: 'Text' }, 'json'),
    ...shown(
      { responseFormat: ['string'] },
      { dataPropertyName: Type.Optional(Type.String({ title: 'Put text into the field', default: 'data' })) },
    ),
    headerParametersUi: Type.Optional(
      Type.Object(
        {
          parameter: Type.Optional(
            Type.Array(Type.Object({ name: Type.String({ title: 'Name' }), value: Type.String({ title: 'Value' }) })),
          ),
        },
        { title: 'Headers' },
      ),
    ),
    allowUnauthorizedCerts: Type.Optional(Type.Boolean({ title: 'Ignore SSL issues', default: false })),
  }),
  repeatable: (reader) => reader.node.idempotencyHeader !== undefined,
  effect: (reader, itemIndex) => (changesData(reader, itemIndex) ? 'write' : 'read'),
  says: (reader, itemIndex) =>
    `Send a ${changesData(reader, itemIndex) ? 'mutation' : 'query'} to ${shownAddress(reader.param<unknown>('endpoint', itemIndex, ''))}`,
  target: ({ parameters }) => hostIn(parameters['endpoint']),
  execute: async (call) => [await execute(call)],
})
