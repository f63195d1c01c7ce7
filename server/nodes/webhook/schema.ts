import { Type } from 'typebox'

const pair = Type.Object({ name: Type.String({ title: 'Name' }), value: Type.String({ title: 'Value' }) })

const signature = {
  scheme: Type.Optional(
    Type.Enum(['github', 'stripe', 'slack', 'standard', 'generic'], {
      title: 'Scheme',
      description: '`standard` is that of standardwebhooks.com; what follows is for `generic` alone, but for the tolerance.',
      default: 'generic',
    }),
  ),
  header: Type.Optional(Type.String({ title: 'Header of the signature', default: 'X-Signature' })),
  algorithm: Type.Optional(Type.Enum(['sha1', 'sha256', 'sha512'], { title: 'Algorithm', default: 'sha256' })),
  encoding: Type.Optional(Type.Enum(['hex', 'base64'], { title: 'Encoding', default: 'hex' })),
  prefix: Type.Optional(Type.String({ title: 'Prefix', description: 'What stands before it in the header, such as `sha256=`.' })),
  signed: Type.Optional(
    Type.String({
      title: 'What is signed',
      description: 'A text with {body}, {timestamp} and {id} in it; {body}, or {timestamp}.{body} where there is a time.',
    }),
  ),
  timestampHeader: Type.Optional(
    Type.String({
      title: 'Header of the time',
      description: 'Seconds or milliseconds since 1970. Calls with an old one are refused.',
    }),
  ),
  idHeader: Type.Optional(
    Type.String({
      title: 'Header of the id',
      description: 'What has the same id is the same call, and is refused the second time.',
    }),
  ),
  toleranceSeconds: Type.Optional(
    Type.Number({
      title: 'Tolerance in seconds',
      description: 'How far the signed time may be off, and for how long the same call is refused.',
      default: 300,
      minimum: 1,
      maximum: 86_400,
    }),
  ),
}

/** Parameters of the newest version; older ones write fewer of them, and the answer's status beside the options. */
export const webhookParameters = {
  multipleMethods: Type.Optional(Type.Boolean({ title: 'Several methods', default: false })),
  httpMethod: Type.Optional(
    Type.Union([Type.String(), Type.Array(Type.String())], {
      title: 'Method',
      description: 'The method it is called by. Several give an output each.',
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
    Type.Enum(['none', 'basicAuth', 'headerAuth', 'jwtAuth', 'signature'], {
      title: 'Who may call',
      description: 'Everybody, or whoever knows the secret of the chosen connection.',
      default: 'none',
    }),
  ),
  signature: Type.Optional(
    Type.Object(signature, {
      title: 'Signature',
      description: 'How the sender signs its calls with the secret of the connection (an addition of Steward; n8n has none).',
    }),
  ),
  responseMode: Type.Optional(
    Type.Enum(['onReceived', 'lastNode', 'responseNode', 'streaming'], {
      title: 'When to answer',
      description:
        'As soon as the call is stored, when the last node is done, by a Respond to Webhook node, or bit by bit as nodes give parts.',
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
        Type.String({
          title: 'Allowed addresses',
          description: 'IPv4 and IPv6 addresses and ranges (10.0.0.0/8) that may call it, separated by commas.',
        }),
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
