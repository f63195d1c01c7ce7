import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { Id, IdParams, Nothing, Nullable, Time } from './page.ts'

const tag = 'variable'

const Name = Type.String({ minLength: 1, maxLength: 255, description: 'Letters, digits and _, not beginning with a digit.' })
const Value = Type.String({ maxLength: 32_768 })
const Description = Type.String({ maxLength: 500 })
const Version = Type.Integer({
  minimum: 1,
  maximum: 2_147_483_646,
  description: 'The version that was seen; another one is refused.',
})

/** What workflows read as `$vars.NAME`. */
export const Variable = Type.Object(
  {
    id: Id,
    name: Type.String(),
    value: Nullable(Type.String({ description: 'Null of a secret one: it is never shown again.' })),
    secret: Type.Boolean(),
    scope: Type.Enum(['workflow', 'global', 'user'], {
      description: 'global: every workflow of the workspace; workflow: one; user: what the person who asks starts by hand.',
    }),
    workflow: Nullable(Type.Object({ id: Id, name: Nullable(Type.String()) })),
    description: Nullable(Type.String()),
    version: Type.Integer(),
    createdAt: Time,
    updatedAt: Time,
    updatedBy: Nullable(Type.Object({ id: Id, name: Nullable(Type.String()) })),
  },
  { $id: 'Variable' },
)
export type Variable = Static<typeof Variable>

export const listVariables = endpoint({
  method: 'GET',
  path: '/variables',
  operationId: 'listVariables',
  tag,
  permission: 'variable:read',
  summary: 'The variables of the workspace and of the person who asks; secret ones without their values.',
  response: Type.Object({ items: Type.Array(Variable) }),
})

export const createVariable = endpoint({
  method: 'POST',
  path: '/variables',
  operationId: 'createVariable',
  tag,
  permission: 'variable:write',
  status: 201,
  summary: 'Makes a variable.',
  body: Type.Object({
    name: Name,
    value: Value,
    scope: Type.Enum(['workflow', 'global', 'user']),
    secret: Type.Optional(Type.Boolean()),
    workflowId: Type.Optional(Nullable(Id)),
    description: Type.Optional(Nullable(Description)),
  }),
  response: Variable,
})

export const changeVariable = endpoint({
  method: 'PATCH',
  path: '/variables/:id',
  operationId: 'changeVariable',
  tag,
  permission: 'variable:write',
  summary: 'Changes a variable; what is left out stays. A secret one stays secret.',
  params: IdParams,
  body: Type.Object({
    version: Version,
    name: Type.Optional(Name),
    value: Type.Optional(Value),
    secret: Type.Optional(Type.Boolean()),
    description: Type.Optional(Nullable(Description)),
  }),
  response: Variable,
})

export const deleteVariable = endpoint({
  method: 'DELETE',
  path: '/variables/:id',
  operationId: 'deleteVariable',
  tag,
  permission: 'variable:write',
  status: 204,
  summary: 'Deletes a variable. Workflows that read it find nothing from then on.',
  params: IdParams,
  query: Type.Object({ version: Version }),
  response: Nothing,
})
