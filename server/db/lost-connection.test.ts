import { readFile } from 'node:fs/promises'
import type { Socket } from 'node:net'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { testDatabase } from '#test/database'
import { isConnectionLost } from './lost-connection.ts'

const caught = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'nothing was thrown',
    (error: unknown) => error,
  )

test('a connection that is ended by the server, torn in the middle, or used after that is a lost one', async () => {
  await using db = await testDatabase()

  const ended = await db.databases.client('tenant')
  const byServer = await caught(ended.query('select pg_terminate_backend(pg_backend_pid())'))
  const afterwards = await caught(ended.query('select 1'))

  const torn = await db.databases.client('tenant')
  const asked = caught(torn.query('select pg_sleep(10)'))
  const { stream } = (torn as unknown as { connection: { stream: Socket } }).connection
  stream.destroy()
  const inTheMiddle = await asked

  expect([byServer, afterwards, inTheMiddle].map(isConnectionLost)).toEqual([true, true, true])
})

test('nothing listening is a lost connection; a missing file and a refused statement are none', async () => {
  await using db = await testDatabase()
  const nobody = await caught(
    new Promise((resolve, reject) => connect(1, '127.0.0.1').once('connect', resolve).once('error', reject)),
  )
  const noFile = await caught(readFile('/no/such/file'))
  const refused = await caught(db.databases.pool('tenant').query('select 1 / 0'))

  expect([nobody, noFile, refused, new Error('something else'), undefined].map(isConnectionLost)).toEqual([
    true,
    false,
    false,
    false,
    false,
  ])
})
