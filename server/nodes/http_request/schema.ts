import { type TSchema, Type } from 'typebox'

/** A choice of values, each with its title. */
export function choice(title: string, values: Readonly<Record<string, string>>, fallback: string) {
  return Type.Optional(
    Type.Union(
      Object.entries(values).map(([value, label]) => Type.Literal(value, { title: label })),
      { title, default: fallback },
    ),
  )
}

const toggle = (title: string, fallback = false) => Type.Optional(Type.Boolean({ title, default: fallback }))
const line = (title: string, more: Record<string, unknown> = {}) => Type.Optional(Type.String({ title, ...more }))
const rows = (title: string, row: Record<string, TSchema> = {}) =>
  Type.Optional(
    Type.Object(
      {
        parameters: Type.Optional(
          Type.Array(
            Type.Object({
              name: Type.String({ title: 'Name', default: '' }),
              value: Type.Optional(Type.Unknown({ title: 'Value' })),
              ...row,
            }),
          ),
        ),
      },
      { title },
    ),
  )

const specify = (title: string) => choice(title, { keypair: 'Fields', json: 'JSON' }, 'keypair')

const response = Type.Optional(
  Type.Object({
    response: Type.Optional(
      Type.Object({
        fullResponse: toggle('Include status and headers'),
        neverError: toggle('Never fail because of the status'),
        responseFormat: choice(
          'Read the answer as',
          { autodetect: 'What it says it is', json: 'JSON', text: 'Text', file: 'File' },
          'autodetect',
        ),
        outputPropertyName: line('Put text or file into the field', { default: 'data' }),
      }),
    ),
  }),
)

const pagination = Type.Optional(
  Type.Object({
    pagination: Type.Optional(
      Type.Object({
        paginationMode: choice(
          'Pagination',
          {
            off: 'Off',
            updateAParameterInEachRequest: 'Change a parameter in each request',
            responseContainsNextURL: 'The answer contains the next URL',
          },
          'updateAParameterInEachRequest',
        ),
        nextURL: line('Next URL', { description: 'An expression about `$response`.' }),
        parameters: rows('Parameters', { type: choice('In', { qs: 'Query', headers: 'Headers', body: 'Body' }, 'qs') }),
        paginationCompleteWhen: choice(
          'Complete when',
          {
            responseIsEmpty: 'The answer is empty',
            receiveSpecificStatusCodes: 'The status is one of',
            other: 'An expression is true',
          },
          'responseIsEmpty',
        ),
        statusCodesWhenComplete: line('Status codes', { description: 'Separated by commas.' }),
        completeExpression: line('Expression'),
        limitPagesFetched: toggle('Limit the pages'),
        maxRequests: Type.Optional(Type.Number({ title: 'At most so many pages', default: 100, minimum: 1 })),
        requestInterval: Type.Optional(Type.Number({ title: 'Milliseconds between pages', default: 0, minimum: 0 })),
      }),
    ),
  }),
)

const options = Type.Optional(
  Type.Object(
    {
      batching: Type.Optional(
        Type.Object({
          batch: Type.Optional(
            Type.Object({
              batchSize: Type.Optional(Type.Number({ title: 'Items per batch', default: 50 })),
              batchInterval: Type.Optional(Type.Number({ title: 'Milliseconds between batches', default: 1000, minimum: 0 })),
            }),
          ),
        }),
      ),
      allowUnauthorizedCerts: toggle('Ignore SSL issues'),
      queryParameterArrays: choice(
        'Arrays in the query',
        { brackets: 'a[]=1', indices: 'a[0]=1', repeat: 'a=1&a=2' },
        'brackets',
      ),
      lowercaseHeaders: toggle('Lowercase header names', true),
      redirect: Type.Optional(
        Type.Object({
          redirect: Type.Optional(
            Type.Object({
              followRedirects: toggle('Follow redirects', true),
              maxRedirects: Type.Optional(Type.Number({ title: 'At most so many', default: 21 })),
            }),
          ),
        }),
      ),
      response,
      pagination,
      proxy: line('Proxy', { description: 'Such as http://proxy.example:3128.' }),
      timeout: Type.Optional(Type.Number({ title: 'Timeout in milliseconds', default: 300_000, minimum: 1 })),
    },
    { title: 'Options' },
  ),
)

export const parameters = Type.Object({
  method: choice(
    'Method',
    Object.fromEntries(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'].map((name) => [name, name])),
    'GET',
  ),
  url: line('URL'),
  authentication: choice(
    'Authentication',
    { none: 'None', predefinedCredentialType: 'Connection of a service', genericCredentialType: 'General connection' },
    'none',
  ),
  nodeCredentialType: line('Kind of connection'),
  genericAuthType: choice(
    'Kind of connection',
    {
      httpBasicAuth: 'Basic',
      httpBearerAuth: 'Bearer token',
      httpHeaderAuth: 'Header',
      httpQueryAuth: 'Query',
      httpDigestAuth: 'Digest',
      httpCustomAuth: 'Custom',
      oAuth2Api: 'OAuth 2',
    },
    'httpBasicAuth',
  ),
  provideSslCertificates: toggle('Send a client certificate'),
  sendQuery: toggle('Send a query'),
  specifyQuery: specify('Query as'),
  queryParameters: rows('Query'),
  jsonQuery: Type.Optional(Type.Unknown({ title: 'Query as JSON' })),
  sendHeaders: toggle('Send headers'),
  specifyHeaders: specify('Headers as'),
  headerParameters: rows('Headers'),
  jsonHeaders: Type.Optional(Type.Unknown({ title: 'Headers as JSON' })),
  sendBody: toggle('Send a body'),
  contentType: choice(
    'Body',
    {
      json: 'JSON',
      'form-urlencoded': 'Form',
      'multipart-form-data': 'Form with files',
      binaryData: 'A file of the item',
      raw: 'Text',
    },
    'json',
  ),
  specifyBody: choice('Body as', { keypair: 'Fields', json: 'JSON', string: 'Text' }, 'keypair'),
  bodyParameters: rows('Fields', {
    parameterType: choice('Kind', { formData: 'Value', formBinaryData: 'File of the item' }, 'formData'),
    inputDataFieldName: line('Field of the file'),
  }),
  jsonBody: Type.Optional(Type.Unknown({ title: 'JSON' })),
  body: line('Text'),
  rawContentType: line('Content type', { default: 'text/plain' }),
  inputDataFieldName: line('Field of the file', { default: 'data' }),
  options,
})
