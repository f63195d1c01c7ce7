import { Type } from 'typebox'
import { endpoint } from './endpoint.ts'

export const reportFault = endpoint({
  method: 'POST',
  path: '/reports',
  operationId: 'reportFault',
  tag: 'report',
  permission: 'session',
  status: 200,
  summary:
    'Writes a fault of a page into the log of the server, so that whoever runs it finds it by the id that the person was shown.',
  body: Type.Object(
    {
      message: Type.String({ minLength: 1, maxLength: 2_000 }),
      stack: Type.Optional(Type.String({ maxLength: 20_000 })),
      path: Type.String({ maxLength: 500, description: 'Of the page, without its query.' }),
      build: Type.Optional(Type.String({ maxLength: 100, description: 'Of the web app.' })),
    },
    { additionalProperties: false },
  ),
  response: Type.Object({ id: Type.String() }),
})
