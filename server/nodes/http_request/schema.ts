import { choice, hinted, shown } from '@steward/sdk/form'
import { type TSchema, Type } from 'typebox'

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
        ...shown(
          { responseFormat: ['text', 'file'] },
          { outputPropertyName: line('Put text or file into the field', { default: 'data' }) },
        ),
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
        ...shown(
          { paginationMode: ['responseContainsNextURL'] },
          { nextURL: line('Next URL', { description: 'An expression about `$response`.' }) },
        ),
        ...shown(
          { paginationMode: ['updateAParameterInEachRequest'] },
          { parameters: rows('Parameters', { type: choice('In', { qs: 'Query', headers: 'Headers', body: 'Body' }, 'qs') }) },
        ),
        ...shown(
          { paginationMode: ['updateAParameterInEachRequest', 'responseContainsNextURL'] },
          {
            paginationCompleteWhen: choice(
              'Complete when',
              {
                responseIsEmpty: 'The answer is empty',
                receiveSpecificStatusCodes: 'The status is one of',
                other: 'An expression is true',
              },
              'responseIsEmpty',
            ),
          },
        ),
        ...shown(
          {
            paginationMode: ['updateAParameterInEachRequest', 'responseContainsNextURL'],
            paginationCompleteWhen: ['receiveSpecificStatusCodes'],
          },
          { statusCodesWhenComplete: line('Status codes', { description: 'Separated by commas.' }) },
        ),
        ...shown(
          { paginationMode: ['updateAParameterInEachRequest', 'responseContainsNextURL'], paginationCompleteWhen: ['other'] },
          { completeExpression: line('Expression') },
        ),
        ...shown(
          { paginationMode: ['updateAParameterInEachRequest', 'responseContainsNextURL'] },
          { limitPagesFetched: toggle('Limit the pages') },
        ),
        ...shown(
          { paginationMode: ['updateAParameterInEachRequest', 'responseContainsNextURL'], limitPagesFetched: [true] },
          { maxRequests: Type.Optional(Type.Number({ title: 'At most so many pages', default: 100, minimum: 1 })) },
        ),
        ...shown(
          { paginationMode: ['updateAParameterInEachRequest', 'responseContainsNextURL'] },
          { requestInterval: Type.Optional(Type.Number({ title: 'Time between pages', unit: 'ms', default: 0, minimum: 0 })) },
        ),
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
              batchInterval: Type.Optional(Type.Number({ title: 'Time between batches', unit: 'ms', default: 1000, minimum: 0 })),
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
              ...shown(
                { followRedirects: [true] },
                { maxRedirects: Type.Optional(Type.Number({ title: 'At most so many', default: 21 })) },
              ),
            }),
          ),
        }),
      ),
      response,
      pagination,
      proxy: line('Proxy', { description: 'Such as http://proxy.example:3128.' }),
      timeout: Type.Optional(Type.Number({ title: 'Timeout', unit: 'ms', default: 300_000, minimum: 1 })),
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
  url: line('URL', { needed: true, placeholder: 'https://api.example.com/orders' }),
  authentication: choice(
    'Authentication',
    { none: 'None', predefinedCredentialType: 'Connection of a service', genericCredentialType: 'General connection' },
    'none',
  ),
  ...shown(
    { authentication: ['predefinedCredentialType'] },
    {
      nodeCredentialType: line('Kind of connection', {
        loads: 'connectionKinds',
        connection: { '*': '$value' },
        needed: true,
        noExpression: true,
      }),
    },
  ),
  ...shown(
    { authentication: ['genericCredentialType'] },
    {
      ...hinted(
        { noExpression: true, connection: { '*': '$value' } },
        {
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
        },
      ),
    },
  ),
  ...hinted({ connection: { true: 'httpSslAuth' } }, { provideSslCertificates: toggle('Send a client certificate') }),
  sendQuery: toggle('Send a query'),
  ...shown({ sendQuery: [true] }, { specifyQuery: specify('Query as') }),
  ...shown({ sendQuery: [true], specifyQuery: ['keypair'] }, { queryParameters: rows('Query') }),
  ...shown(
    { sendQuery: [true], specifyQuery: ['json'] },
    { jsonQuery: Type.Optional(Type.Unknown({ title: 'Query as JSON', language: 'json', control: 'json' })) },
  ),
  sendHeaders: toggle('Send headers'),
  ...shown({ sendHeaders: [true] }, { specifyHeaders: specify('Headers as') }),
  ...shown({ sendHeaders: [true], specifyHeaders: ['keypair'] }, { headerParameters: rows('Headers') }),
  ...shown(
    { sendHeaders: [true], specifyHeaders: ['json'] },
    { jsonHeaders: Type.Optional(Type.Unknown({ title: 'Headers as JSON', language: 'json', control: 'json' })) },
  ),
  sendBody: toggle('Send a body'),
  ...shown(
    { sendBody: [true] },
    {
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
    },
  ),
  ...shown(
    { sendBody: [true], contentType: ['json', 'form-urlencoded'] },
    { specifyBody: choice('Body as', { keypair: 'Fields', json: 'JSON', string: 'Text' }, 'keypair') },
  ),
  ...hinted(
    {
      show: [
        { sendBody: [true], contentType: ['json', 'form-urlencoded'], specifyBody: ['keypair'] },
        { sendBody: [true], contentType: ['multipart-form-data'] },
      ],
    },
    {
      bodyParameters: rows('Fields', {
        parameterType: choice('Kind', { formData: 'Value', formBinaryData: 'File of the item' }, 'formData'),
        ...shown({ parameterType: ['formBinaryData'] }, { inputDataFieldName: line('Field of the file') }),
      }),
    },
  ),
  ...shown(
    { sendBody: [true], contentType: ['json'], specifyBody: ['json'] },
    { jsonBody: Type.Optional(Type.Unknown({ title: 'JSON', language: 'json', control: 'json' })) },
  ),
  ...hinted(
    {
      show: [
        { sendBody: [true], contentType: ['raw'] },
        { sendBody: [true], contentType: ['json', 'form-urlencoded'], specifyBody: ['string'] },
      ],
    },
    { body: line('Text', { control: 'multiline' }) },
  ),
  ...shown({ sendBody: [true], contentType: ['raw'] }, { rawContentType: line('Content type', { default: 'text/plain' }) }),
  ...shown(
    { sendBody: [true], contentType: ['binaryData'] },
    { inputDataFieldName: line('Field of the file', { default: 'data' }) },
  ),
  options,
})
