import { createConnection, listConnections } from '@steward/contract/api/connection'
import { getSession, type Session, signIn, signOut } from '@steward/contract/api/identity'
import { expectTypeOf, test } from 'vitest'
import type { Actor } from './authentication.ts'
import { route } from './route.ts'

// What is wrong must already fail to compile.

test('a handler is given exactly what the contract declares', () => {
  route(createConnection, ({ body, params, query, actor }) => {
    expectTypeOf(body).toEqualTypeOf<{
      name: string
      type: string
      values: Record<string, unknown>
      environment?: 'development' | 'staging' | 'production' | null
    }>()
    expectTypeOf(params).toEqualTypeOf<unknown>()
    expectTypeOf(query).toEqualTypeOf<unknown>()
    expectTypeOf(actor).toEqualTypeOf<Actor>()
    throw new Error('never called')
  })
  // @ts-expect-error -- Nobody is signed in where everybody may call.
  route(signIn, ({ actor }) => Promise.reject<Session>(new Error(String(actor))))
})

test('a wrong answer does not compile', () => {
  // @ts-expect-error -- The answer is a session.
  route(getSession, () => ({ user: null }))
  // @ts-expect-error -- And so is a later one.
  route(getSession, async () => ({ user: null }))
  // @ts-expect-error -- `items` is a list of connections.
  route(listConnections, () => ({ items: [{ id: 1 }] }))
  // @ts-expect-error -- 204 has no body.
  route(signOut, () => ({ done: true }))
  route(signOut, () => undefined)
  route(listConnections, () => ({ items: [] }))
})
