import { pino } from 'pino'
import { Writable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeError, redact } from '#base/redact'
import { newToken } from '#hub/identity'
import { approvalRoutes } from '#hub/effect'
import { authenticateWith } from '#hub/tenant'
import { testInstallation, type TestInstallation } from '#test/installation'
import { createServer, type HttpServer } from './server.ts'

const token = newToken()
let lines = ''
let steward: TestInstallation
let server: HttpServer
beforeAll(async () => {
  steward = await testInstallation()
  const sink = new Writable({ write: (chunk, _encoding, done) => ((lines += String(chunk)), done()) })
  // As the log of a process is made, but with everything that there is to say.
  const log = pino({ level: 'trace', formatters: { log: (entry) => redact(entry) }, serializers: { err: describeError } }, sink)
  server = await createServer({
    settings: { host: '127.0.0.1', port: 0, publicUrl: 'http://127.0.0.1:4000', version: '0.0.0' },
    databases: steward.databases,
    log,
    routes: approvalRoutes,
    authenticate: authenticateWith(steward.databases, steward.tokens),
  })
})
afterAll(async () => {
  await server.close()
  await steward[Symbol.asyncDispose]()
})

const send = async (method: 'GET' | 'POST' | 'DELETE', url: string, payload?: string) => {
  const headers = { 'content-type': 'application/json' }
  const answer = await server.app.inject({ method, url, ...(payload === undefined ? {} : { payload, headers }) })
  return { status: answer.statusCode, text: `${JSON.stringify(answer.headers)} ${answer.body}` }
}

test('the secret of a link stands in no line of the log, in no answer and in no measurement, whatever goes wrong', async () => {
  const api = `/api/v1/approval-links/${token}`
  const hash = '0'.repeat(64)
  const answers = [
    await send('GET', api),
    await send('GET', `${api}?workspace=x`),
    await send('DELETE', api),
    await send('GET', `${api}/more`),
    await send('GET', `${api}%zz`),
    await send('GET', `${api}%2e%2e%2f`),
    await send('GET', `/api/v1/approval-links//${token}`),
    await send('GET', `/api/v1/approval-links/${token}${'x'.repeat(2_000)}`),
    await send('POST', `${api}/decision`, '{"decision":'),
    await send('POST', `${api}/decision`, JSON.stringify({ decision: 'maybe', hash })),
    await send('POST', `${api}/decision`, JSON.stringify({ decision: 'approve', hash })),
    await send('POST', `/approve/${token}`),
    await send('GET', `/approve/${token}.txt`),
    await send('GET', `/approve/${token}`),
    await send('GET', `/approve/${token}%zz`),
    await send('GET', `/APPROVE/${token}.x/y.z`),
    await send('DELETE', `/connect-slack/${token}?workspace=x`),
    await send('GET', `/connect-slack/${token}`),
  ]

  expect(answers.map(({ status }) => status >= 400)).toEqual(answers.map(() => true))
  for (const { text } of answers) expect(text).not.toContain(token)
  expect(lines).toContain('request refused')
  expect(lines).not.toContain(token)
  const measured = await send('GET', '/metrics')
  expect(measured.text).toContain('/api/v1/approval-links/:token')
  expect(measured.text).not.toContain(token)
})
