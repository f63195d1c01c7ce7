import type { Endpoint } from '@steward/contract/api/endpoint'
import { endpoints } from '@steward/contract/api/endpoints'
import { type TSchema, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { expect, test } from 'vitest'
import { validatorOf } from './validate.ts'

const schemasOf = ({ params, query, body, response }: Endpoint) =>
  [params, query, body, response].filter((one) => one !== undefined)

const withBody = (body: TSchema): Endpoint => ({
  method: 'POST',
  path: '/things',
  operationId: 'makeThing',
  summary: 'Makes a thing.',
  tag: 'things',
  permission: 'public',
  body,
  response: Type.Null(),
})

// They are compiled with the first request only, so a broken one would be found by a person.
test('every schema of the contract can be compiled', () => {
  const broken = endpoints.filter((endpoint) => {
    try {
      for (const schema of schemasOf(endpoint)) Compile(schema)
      return false
    } catch {
      return true
    }
  })

  expect(endpoints.length).toBeGreaterThan(50)
  expect(broken.map((one) => one.operationId)).toEqual([])
})

test('a schema that cannot be compiled is heard of, at every request', () => {
  const validate = validatorOf(withBody(Type.String({ pattern: '(' })))
  const ask = () => validate({ params: {}, query: {}, body: 'x' })

  expect(ask).toThrow(/regular expression/i)
  expect(ask).toThrow(/regular expression/i)
})

test('a request is refused at the first call and at the next, with the name of the field', () => {
  const validate = validatorOf(withBody(Type.Object({ name: Type.String({ minLength: 1 }) })))

  for (const name of ['', 1]) expect(() => validate({ params: {}, query: {}, body: { name } })).toThrow(/body\.name/)
  expect(validate({ params: {}, query: {}, body: { name: 'Ada' } }).body).toEqual({ name: 'Ada' })
})
