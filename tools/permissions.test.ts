import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { endpoint } from '../contract/api/endpoint.ts'
import { Nothing } from '../contract/api/page.ts'
import { documentPath, permissionsDocument } from './permissions.ts'

test('the page of who may what is that of the contract', () => {
  expect(readFileSync(documentPath, 'utf8') === permissionsDocument(), 'run `node tools/permissions.ts`').toBe(true)
})

test('the compiler refuses an endpoint that names no permission, or one that nobody knows', () => {
  const declared = { method: 'GET', path: '/open', operationId: 'open', tag: 'x', summary: 'Open.', response: Nothing } as const

  // @ts-expect-error -- The build fails here when the permission may be left out.
  expect(endpoint(declared)).toBeDefined()
  // @ts-expect-error -- And here when anything may be written in its place.
  expect(endpoint({ ...declared, permission: 'everything' })).toBeDefined()
  expect(endpoint({ ...declared, permission: 'session' })).toBeDefined()
})
