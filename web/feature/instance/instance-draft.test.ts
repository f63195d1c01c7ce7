import type { InstanceDetail } from '@steward/contract/api/instance'
import { expect, test } from 'vitest'
import {
  bodyOf,
  draftOfInstance,
  emptyInstance,
  faultOfInstance,
  maskedName,
  readMaskedColumn,
  withMasked,
} from './instance-draft.ts'

const whole = {
  ...emptyInstance,
  name: ' orders ',
  host: 'db.example.com',
  databases: ['shop'],
  readLogin: { user: 'reader', password: 'reads' },
}
const detail: InstanceDetail = {
  instance: {
    id: 'i',
    kind: 'postgresql',
    name: 'orders',
    description: null,
    environment: 'production',
    pod: null,
    databases: ['shop'],
    hasReplica: true,
    mayWrite: true,
    allowsWorkflows: true,
    limits: { statementMs: 10_000, lockMs: 500, rows: 500, bytes: 20_000_000, changedRows: 1000 },
    masked: [],
    mayManage: true,
    maySubmit: true,
    createdAt: '',
    updatedAt: '',
  },
  settings: {
    host: 'db',
    port: 5432,
    tls: { mode: 'verify', ca: null, serverName: null },
    replica: { host: 'copy', port: 5433 },
    readLogin: { user: 'reader', password: '••••••••' },
    writeLogin: { user: 'writer', password: 'secret://aws/orders#password' },
    readers: null,
    version: 3,
  },
}

test('a stored password never comes into the form, and an untouched one is not sent', () => {
  const draft = draftOfInstance(detail)
  expect(draft.readLogin).toEqual({ user: 'reader', password: '' })
  expect(draft.writeLogin.password).toBe('secret://aws/orders#password')
  expect(bodyOf(draft)).toMatchObject({
    readLogin: { user: 'reader' },
    writeLogin: { user: 'writer', password: 'secret://aws/orders#password' },
    replica: { host: 'copy', port: 5433 },
    limits: detail.instance.limits,
    allowsWorkflows: true,
  })
  expect(bodyOf(draft).readLogin).not.toHaveProperty('password')
})

test('limits are typed in seconds and megabytes, and what is empty is as usual', () => {
  const body = bodyOf({ ...whole, limits: { statementMs: 2.5, bytes: 0.5, rows: undefined } })
  expect(body.limits).toEqual({ statementMs: 2500, bytes: 500_000 })
})

test('what was switched off is not sent', () => {
  const body = bodyOf({ ...whole, isEncrypted: false, ca: 'PEM', writeLogin: { user: 'w', password: 'p' }, replicaHost: 'copy' })
  expect(body).toMatchObject({ name: 'orders', tls: { mode: 'off' }, writeLogin: null, replica: null })
})

test('the first thing that is missing is named', () => {
  expect(faultOfInstance(emptyInstance)).toBe('name')
  expect(faultOfInstance({ ...whole, databases: [] })).toBe('databases')
  expect(faultOfInstance({ ...whole, host: ' ' })).toBe('host')
  expect(faultOfInstance({ ...whole, port: undefined })).toBe('port')
  expect(faultOfInstance({ ...whole, hasReplica: true })).toBe('replica')
  expect(faultOfInstance({ ...whole, hasWriteLogin: true })).toBe('writeUser')
  expect(faultOfInstance(whole)).toBeUndefined()
})

test('a masked column is named by its table, and once', () => {
  const email = { schema: null, table: 'people', column: 'email' }
  expect(readMaskedColumn(' people.email ')).toEqual(email)
  expect(readMaskedColumn('shop.people.email')).toEqual({ ...email, schema: 'shop' })
  for (const text of ['email', 'a.b.c.d', 'people.', '..']) expect(readMaskedColumn(text)).toBeUndefined()
  expect(maskedName({ ...email, schema: 'shop' })).toBe('shop.people.email')
  expect(withMasked([email], { ...email })).toHaveLength(1)
  expect(withMasked([email], { ...email, schema: 'shop' })).toHaveLength(2)
})
