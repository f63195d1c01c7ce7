import { Type } from 'typebox'

const pair = Type.Object({ name: Type.String({ title: 'Name' }), value: Type.String({ title: 'Value' }) })

/** Parameters of the newest version; older ones write fewer of them, and the answer's status beside the options. */
export const webhookParameters = {
  multipleMethods: Type.Optional(Type.Boolean({ title: 'Several methods', default: false })),
  httpMethod: Type.Optional(
    Type.Union([Type.String(), Type.Array(Type.String())], {
      title: 'Method',
      description: 'The method, or methods, it is called by.',
      default: 'GET',
    }),
  ),
  path: Type.Optional(
    Type.String({
      title: 'Path',
      description: 'What stands after /webhook/ in the address. `:name` segments become parameters.',
    }),
  ),
  authentication: Type.Optional(
    Type.Enum(['none', 'basicAuth', 'headerAuth', 'jwtAuth'], {
      title: 'Who may call',
      description: 'Everybody, or whoever knows the secret of the chosen connection.',
      default: 'none',
    }),
  ),
  responseMode: Type.Optional(
    Type.Enum(['onReceived', 'lastNode', 'responseNode', 'streaming'], {
      title: 'When to answer',
      description: 'As soon as the call is stored, when the last node is done, or by a Respond to Webhook node.',
      default: 'onReceived',
    }),
  ),
  responseCode: Type.Optional(Type.Number({ title: 'Status of the answer', default: 200 })),
  responseData: Type.Optional(
    Type.Enum(['firstEntryJson', 'allEntries', 'firstEntryBinary', 'noData'], {
      title: 'What to answer with',
      description: 'Of the items of the last node.',
      default: 'firstEntryJson',
    }),
  ),
  responseBinaryPropertyName: Type.Optional(Type.String({ title: 'File to answer with', default: 'data' })),
  options: Type.Optional(
    Type.Object({
      allowedOrigins: Type.Optional(
        Type.String({
          title: 'Allowed origins',
          description: 'Web pages that may call it, separated by commas, or *.',
          default: '*',
        }),
      ),
      binaryPropertyName: Type.Optional(Type.String({ title: 'Name of a received file', default: 'data' })),
      ignoreBots: Type.Optional(Type.Boolean({ title: 'Ignore bots', description: 'Refuses link previews and crawlers.' })),
      ipWhitelist: Type.Optional(
        Type.String({ title: 'Allowed addresses', description: 'IP addresses or ranges that may call it, separated by commas.' }),
      ),
      noResponseBody: Type.Optional(Type.Boolean({ title: 'Answer without a body' })),
      rawBody: Type.Optional(
        Type.Boolean({ title: 'Keep the raw body', description: 'As a file, to check a signature of its exact bytes.' }),
      ),
      responseData: Type.Optional(Type.String({ title: 'Text of the answer', description: 'When it answers at once.' })),
      responseContentType: Type.Optional(Type.String({ title: 'Content type of the answer' })),
      responseHeaders: Type.Optional(Type.Object({ entries: Type.Array(pair) }, { title: 'Headers of the answer' })),
      responsePropertyName: Type.Optional(
        Type.String({ title: 'Property to answer with', description: 'In place of the whole item.' }),
      ),
      responseCode: Type.Optional(Type.Unknown({ title: 'Status of the answer' })),
    }),
  ),
}
