import type { Session } from '@steward/contract/api/identity'
import type { Workflow } from '@steward/contract/api/workflow'
import { expectTypeOf, test } from 'vitest'
import { type Answer, type EndpointKey, type Given, call } from './call.ts'

// Nothing here calls the API: what is wrong must already fail to compile.

test('an answer is exactly what the contract declares', () => {
  expectTypeOf<Answer<'GET /workflows/:id'>>().toEqualTypeOf<Workflow>()
  expectTypeOf<Answer<'GET /session'>>().toEqualTypeOf<Session>()
  expectTypeOf<Answer<'DELETE /session'>>().toEqualTypeOf<null>()
  expectTypeOf<Answer<EndpointKey>>().not.toBeAny()
})

test('a call takes exactly the parameters, query and body that the contract declares', () => {
  expectTypeOf<Given<'POST /session'>>().toEqualTypeOf<{ readonly body: { email: string; password: string } }>()
  expectTypeOf<Given<'GET /workflows/:id'>>().toEqualTypeOf<{ readonly params: { id: string } }>()
  expectTypeOf<keyof Given<'PUT /workflows/:id'>>().toEqualTypeOf<'params' | 'body'>()
  expectTypeOf<Given<'PUT /workflows/:id'>['body']['document']>().toEqualTypeOf<Workflow['document']>()
})

test('a wrong call does not compile', () => {
  const wrong = () => [
    // @ts-expect-error -- No such endpoint.
    call('GET /nothing'),
    // @ts-expect-error -- The body is missing.
    call('POST /session'),
    // @ts-expect-error -- A password is text.
    call('POST /session', { body: { email: 'a@example.com', password: 1 } }),
    // @ts-expect-error -- Not in the contract.
    call('POST /session', { body: { email: 'a@example.com', password: 'b', remember: true } }),
    // @ts-expect-error -- No such status.
    call('GET /workflows', { query: { status: 'lost' } }),
  ]
  expectTypeOf(wrong).toBeFunction()
})
