import type { Endpoint } from '@steward/contract/api/endpoint'
import { Problem } from '@steward/contract/error'
import type { TSchema } from 'typebox'

type Json = { [key: string]: unknown }

/** Describes the endpoints as an OpenAPI 3.1 document; schemas with an `$id` become components. */
export function openApiDocument(endpoints: readonly Endpoint[], version: string): Json {
  const components: Json = {}
  const problem = { description: 'Refused.', content: { 'application/problem+json': { schema: place(Problem, components) } } }
  const paths: Record<string, Json> = {}
  for (const one of endpoints) {
    const path = `/api/v1${one.path.replaceAll(/:(\w+)/g, '{$1}')}`
    paths[path] = { ...paths[path], [one.method.toLowerCase()]: operation(one, components, problem) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Steward', version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: '/' }],
    security: [{ apiKey: [] }, { session: [] }],
    paths,
    components: {
      schemas: Object.fromEntries(Object.entries(components).sort(([a], [b]) => (a < b ? -1 : 1))),
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'steward_session' },
      },
    },
  }
}

function operation(one: Endpoint, components: Json, problem: Json): Json {
  const status = one.status ?? 200
  const type = one.stream === true ? 'text/event-stream' : 'application/json'
  const answer = {
    description: one.summary,
    ...(status === 204 ? {} : { content: { [type]: { schema: place(one.response, components) } } }),
  }
  const parameters = [...parametersIn('path', one.params, components), ...parametersIn('query', one.query, components)]
  return {
    operationId: one.operationId,
    summary: one.summary,
    tags: [one.tag],
    ...(one.permission === 'public' ? { security: [] } : {}),
    'x-permission': one.permission,
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(one.body === undefined
      ? {}
      : { requestBody: { required: true, content: { 'application/json': { schema: place(one.body, components) } } } }),
    responses: { [status]: answer, default: problem },
  }
}

function parametersIn(where: 'path' | 'query', schema: TSchema | undefined, components: Json): Json[] {
  if (schema === undefined) return []
  const { properties = {}, required = [] } = schema as { properties?: Record<string, TSchema>; required?: readonly string[] }
  return Object.entries(properties).map(([name, one]) => ({
    name,
    in: where,
    required: required.includes(name),
    schema: place(one, components),
  }))
}

/** Copies a schema, moving every part that has a name of its own to the components and leaving a reference. */
function place(schema: unknown, components: Json): unknown {
  if (Array.isArray(schema)) return schema.map((one) => place(one, components))
  if (typeof schema !== 'object' || schema === null) return schema
  const { $id, ...rest } = schema as Json
  if (typeof $id !== 'string') return copy(rest, components)
  if (!Object.hasOwn(components, $id)) {
    // Reserved before it is filled, so that a schema that holds itself ends.
    components[$id] = {}
    components[$id] = copy(rest, components)
  }
  return { $ref: `#/components/schemas/${$id}` }
}

function copy(schema: Json, components: Json): Json {
  return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, place(value, components)]))
}
