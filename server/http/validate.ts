import type { Endpoint } from '@steward/contract/api/endpoint'
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { Value } from 'typebox/value'
import { madeOnce } from '#base/made-once'
import { httpError } from './errors.ts'

export type Parts = { readonly params: unknown; readonly query: unknown; readonly body: unknown }

/** Refuses a request and names the field. The schemas are compiled with the first request: most processes are never asked most things. */
export function validatorOf(endpoint: Endpoint): (request: Parts) => Parts {
  const params = checkerOf('path', endpoint.params, true)
  const query = checkerOf('query', endpoint.query, true)
  const body = checkerOf('body', endpoint.body, false)
  return (request) => ({ params: params(request.params), query: query(request.query), body: body(request.body) })
}

/** `fromText`: paths and queries are text, so numbers and booleans are read out of it first. */
function checkerOf(place: string, schema: TSchema | undefined, fromText: boolean): (value: unknown) => unknown {
  if (schema === undefined) return () => ({})
  const compile = madeOnce(() => Compile(schema))
  return (given) => {
    const compiled = compile()
    const value = fromText ? Value.Default(schema, Value.Convert(schema, { ...(given as object) })) : given
    if (compiled.Check(value)) return value
    throw refusal(place, compiled.Errors(value))
  }
}

type Fault = { readonly keyword: string; readonly instancePath: string; readonly params: object; readonly message: string }

function refusal(place: string, faults: readonly Fault[]) {
  // The deepest fault is the most telling one: `anyOf` at the root says less than `type` in the leaf.
  const fault = faults.toSorted((a, b) => depth(b) - depth(a))[0]
  if (fault === undefined) return httpError.invalid_request({ field: place, reason: 'is not valid' })
  const missing = (fault.params as { requiredProperties?: readonly string[] }).requiredProperties?.[0]
  const path = fault.instancePath.split('/').slice(1)
  const field = [place, ...path, ...(missing === undefined ? [] : [missing])].join('.')
  return httpError.invalid_request({ field, reason: missing === undefined ? inWords(fault) : 'is missing' })
}

const depth = (fault: Fault) => fault.instancePath.split('/').length

function inWords(fault: Fault): string {
  const { limit, format, allowedValues } = fault.params as { limit?: number; format?: string; allowedValues?: readonly unknown[] }
  if (fault.keyword === 'minLength') return limit === 1 ? 'must not be empty' : `must have at least ${limit} characters`
  if (fault.keyword === 'maxLength') return `must have at most ${limit} characters`
  if (fault.keyword === 'format' && format === 'email') return 'is not an e-mail address'
  if (fault.keyword === 'format' && format === 'uuid') return 'is not an id'
  if (fault.keyword === 'format' && format === 'date-time') return 'is not a time such as 2026-01-31T09:30:00Z'
  if (fault.keyword === 'enum' && allowedValues !== undefined) return `must be one of ${allowedValues.join(', ')}`
  return fault.message
}
