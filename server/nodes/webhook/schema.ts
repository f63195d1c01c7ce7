import { shown, hinted } from '@steward/sdk/form'
import { Type } from 'typebox'

const pair = Type.Object({ name: Type.String({ title: 'Name' }), value: Type.String({ title: 'Value' }) })

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD']

const signature = {
  scheme: Type.Optional(
    Type.Union(
      [
        Type.Literal('github', { title: 'GitHub' }),
        Type.Literal('stripe', { title: 'Stripe' }),
        Type.Literal('slack', { title: 'Slack' }),
        Type.Literal('standard', { title: 'Standard Webhooks' }),
        Type.Literal('generic', { title: 'Other' }),
      ],
      {
        title: 'Scheme',
        description: 'Of another sender it has to be said below.',
        default: 'generic',
      },
    ),
  ),
  ...shown(
    { scheme: ['generic'] },
    {
      header: Type.Optional(Type.String({ title: 'Header of the signature', default: 'X-Signature' })),
      algorithm: Type.Optional(Type.Enum(['sha1', 'sha256', 'sha512'], { title: 'Algorithm', default: 'sha256' })),
      encoding: Type.Optional(Type.Enum(['hex', 'base64'], { title: 'Encoding', default: 'hex' })),
      prefix: Type.Optional(
        Type.String({ title: 'Prefix', description: 'What stands before it in the header, such as `sha256=`.' }),
      ),
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
    },
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
    Type.Union([...methods.map((name) => Type.Literal(name)), Type.Array(Type.String())], {
      title: 'Method',
      controls: { by: 'multipleMethods', of: { true: 'multiSelect' } },
      noExpression: true,
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
    Type.Union(
      [
        Type.Literal('none', { title: 'Everybody' }),
        Type.Literal('basicAuth', { title: 'Basic' }),
        Type.Literal('headerAuth', { title: 'Header' }),
        Type.Literal('jwtAuth', { title: 'JWT' }),
        Type.Literal('signature', { title: 'Signature' }),
      ],
      {
        title: 'Who may call',
        noExpression: true,
        connection: {
          basicAuth: 'httpBasicAuth',
          headerAuth: 'httpHeaderAuth',
          jwtAuth: 'jwtAuth',
          signature: 'webhookSignature',
        },
        description: 'Everybody, or whoever knows the secret of the chosen connection.',
        default: 'none',
      },
    ),
  ),
  ...shown(
    { authentication: ['signature'] },
    {
      signature: Type.Optional(
        Type.Object(signature, {
          control: 'group',
          title: 'Signature',
          description: 'How the sender signs its calls with the secret of the connection (an addition of Steward; n8n has none).',
        }),
      ),
    },
  ),
  responseMode: Type.Optional(
    Type.Union(
      [
        Type.Literal('onReceived', { title: 'At once' }),
        Type.Literal('lastNode', { title: 'When the last node has ended' }),
        Type.Literal('responseNode', { title: 'By a node "Respond to webhook"' }),
        Type.Literal('streaming', { title: 'Bit by bit' }),
      ],
      {
        title: 'When to answer',
        description:
          'As soon as the call is stored, when the last node is done, by a Respond to Webhook node, or bit by bit as nodes give parts.',
        default: 'onReceived',
      },
    ),
  ),
  ...shown(
    { responseMode: ['onReceived', 'lastNode'] },
    {
      ...hinted(
        { versions: { below: 2 } },
        { responseCode: Type.Optional(Type.Number({ title: 'Status of the answer', default: 200 })) },
      ),
    },
  ),
  ...shown(
    { responseMode: ['lastNode'] },
    {
      responseData: Type.Optional(
        Type.Union(
          [
            Type.Literal('firstEntryJson', { title: 'The first item' }),
            Type.Literal('allEntries', { title: 'All items' }),
            Type.Literal('firstEntryBinary', { title: 'A file of the first item' }),
            Type.Literal('noData', { title: 'Nothing' }),
          ],
          {
            title: 'What to answer with',
            description: 'Of the items of the last node.',
            default: 'firstEntryJson',
          },
        ),
      ),
    },
  ),
  ...shown(
    { responseMode: ['lastNode'], responseData: ['firstEntryBinary'] },
    { responseBinaryPropertyName: Type.Optional(Type.String({ title: 'File to answer with', default: 'data' })) },
  ),
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
      responseCode: Type.Optional(
        Type.Object(
          {
            values: Type.Optional(
              Type.Object({
                responseCode: Type.Optional(
                  Type.Union(
                    [
                      ...[200, 201, 202, 204, 301, 302, 304, 400, 401, 403, 404, 405, 409, 500].map((code) => Type.Literal(code)),
                      Type.Literal('customCode', { title: 'Another' }),
                    ],
                    { title: 'Status', default: 200 },
                  ),
                ),
                ...shown(
                  { responseCode: ['customCode'] },
                  { customCode: Type.Optional(Type.Integer({ title: 'Other status', minimum: 100, maximum: 599 })) },
                ),
              }),
            ),
          },
          { title: 'Status of the answer', versions: { from: 2 } },
        ),
      ),
    }),
  ),
}
