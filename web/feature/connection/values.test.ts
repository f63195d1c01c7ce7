import type { ConnectionKind } from '@steward/contract/api/connection'
import { expect, test } from 'vitest'
import { changedValues, missingField } from './values.ts'

const field = (name: string, more = {}) => ({
  name,
  title: name.toUpperCase(),
  secret: false,
  required: true,
  multiline: false,
  help: null,
  ...more,
})
const kind: ConnectionKind = {
  type: 'basic',
  title: 'Basic',
  fields: [field('user'), field('password', { secret: true }), field('realm', { required: false })],
}

test('the first required field without a value is named', () => {
  expect(missingField(kind, { user: 'a', password: '' })).toBe('PASSWORD')
  expect(missingField(kind, { user: 'a', password: 'b' })).toBeUndefined()
})

test('an emptied secret is not sent, an emptied plain field is', () => {
  expect(changedValues(kind, { password: '', realm: '', foreign: 1 })).toEqual({ realm: '' })
})
