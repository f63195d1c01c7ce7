import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Json, running, type RunningInstallation, until } from '#test/running'

let steward: RunningInstallation
let other: Record<string, string>
beforeAll(async () => {
  steward = await running()
  other = await steward.member('viewer')
})
afterAll(() => steward[Symbol.asyncDispose]())

const asOther = async (method: string, path: string, body?: object) => {
  const init = body === undefined ? {} : { body: JSON.stringify(body) }
  const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' }
  const answer = await fetch(`${steward.url}/api/v1${path}`, { method, headers: { ...other, ...type }, ...init })
  const text = await answer.text()
  return { status: answer.status, text, body: text.startsWith('{') ? (JSON.parse(text) as Json) : {} }
}

test('long work is seen by whoever began it, is stopped by them, and stays as it ended', async () => {
  const wish = { kind: 'bulk', subject: 'workflows.archive', total: 4, isCancellable: true }
  const { body: task } = await steward.api('POST', '/tasks', wish)
  const path = `/tasks/${String(task['id'])}`

  expect((await asOther('GET', '/tasks')).body['items']).toEqual([])
  for (const [method, at, body] of [
    ['PATCH', path, { done: 4 }],
    ['POST', `${path}/cancellation`, undefined],
    ['DELETE', path, undefined],
  ] as const)
    expect((await asOther(method, at, body)).body['code']).toBe('profile.task_not_found')
  expect((await steward.api('DELETE', path)).body['code']).toBe('profile.task_running')
  await steward.api('POST', `${path}/cancellation`)
  expect((await steward.api('PATCH', path, { done: 2, failed: 1 })).body).toMatchObject({ done: 2, isCancelWanted: true })
  await steward.api('PATCH', path, { state: 'cancelled' })
  expect((await steward.api('PATCH', path, { done: 3 })).body['code']).toBe('profile.task_over')
  expect((await steward.api('PATCH', path, { resultPath: '//evil.example' })).body['code']).toBe('http.invalid_request')
  expect((await steward.api('DELETE', path)).status).toBe(204)
  expect((await steward.api('GET', '/tasks')).body['items']).toEqual([])
})

test('an export is made in the background for whoever may read it, and is nobody else’s', async () => {
  const wish = { subject: 'audit_log', format: 'csv' }
  expect((await asOther('POST', '/exports', wish)).body['code']).toBe('profile.export_not_allowed')
  const begin = (body: object) => steward.api('POST', '/exports', body)
  expect((await begin({ ...wish, format: 'json', filter: { action: 'x' } })).body['code']).toBe('audit.filtered_proof')
  expect((await begin({ subject: 'receipts', format: 'csv', filter: { class: 'nonsense' } })).body['code']).toBe(
    'effect.unknown_class',
  )

  expect((await begin(wish)).status).toBe(202)
  const [task] = await until(
    async () => (await steward.api('GET', '/tasks')).body['items'] as Json[],
    ([first]) => first?.['state'] === 'done',
  )
  expect(Number(task?.['done'])).toBeGreaterThan(0)
  const path = String(task?.['resultPath']).replace('/api/v1', '')
  const file = await steward.raw(path, { method: 'GET' })
  expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename="audit-.*\.csv"$/)
  expect(await file.text()).toContain('audit.exported')
  expect((await asOther('GET', path)).body['code']).toBe('profile.export_gone')
})
