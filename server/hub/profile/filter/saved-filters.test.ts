import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Json, running, type RunningInstallation, until } from '#test/running'

let steward: RunningInstallation
let editor: Record<string, string>
let viewer: Record<string, string>
beforeAll(async () => {
  steward = await running()
  ;[editor, viewer] = [await steward.member('editor'), await steward.member('viewer')]
})
afterAll(() => steward[Symbol.asyncDispose]())

const as = async (headers: Record<string, string>, method: string, path: string, body?: object) => {
  const more = body === undefined ? {} : { body: JSON.stringify(body) }
  const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' }
  const answer = await fetch(`${steward.url}/api/v1${path}`, { method, headers: { ...headers, ...type }, ...more })
  const text = await answer.text()
  return { status: answer.status, body: text.startsWith('{') ? (JSON.parse(text) as Json) : {} }
}
const namesFor = async (headers: Record<string, string>, query = '') =>
  ((await as(headers, 'GET', `/saved-filters${query}`)).body['items'] as Json[]).map((one) => one['name'])
const failed = { page: 'executions', name: 'Failed', search: 'status=failed' }

test('a filter is its maker’s until it is shared, and then changed by them and by who manages members', async () => {
  const made = await as(editor, 'POST', '/saved-filters', { ...failed, name: '  Failed ' })
  expect(made).toMatchObject({ status: 201, body: { ...failed, isShared: false, isOwn: true, mayChange: true } })
  const path = `/saved-filters/${String(made.body['id'])}`
  expect(await namesFor(viewer)).toEqual([])
  // Not even its existence is told, to whomever.
  for (const [method, body] of [
    ['PATCH', { name: 'X' }],
    ['PATCH', { isShared: true }],
    ['DELETE', undefined],
  ] as const) {
    expect((await as(viewer, method, path, body)).body['code']).toBe('profile.filter_not_found')
    expect((await steward.api(method, path, body)).body['code']).toBe('profile.filter_not_found')
  }

  expect((await as(editor, 'PATCH', path, { isShared: true })).body).toMatchObject({ isShared: true })
  expect((await as(viewer, 'GET', '/saved-filters?page=executions')).body['items']).toMatchObject([
    { ...failed, isShared: true, isOwn: false, mayChange: false, maker: expect.any(String) },
  ])
  expect(await namesFor(viewer, '?page=queries')).toEqual([])
  expect(await as(viewer, 'DELETE', path)).toMatchObject({ status: 403, body: { code: 'profile.filter_of_somebody_else' } })
  expect((await as(viewer, 'PATCH', path, { name: 'X' })).status).toBe(403)
  expect((await steward.api('PATCH', path, { name: 'Broken' })).body).toMatchObject({
    name: 'Broken',
    isOwn: false,
    mayChange: true,
  })
  expect((await steward.api('DELETE', path)).status).toBe(204)
  expect(await namesFor(editor)).toEqual([])

  const told = await until(
    async () => {
      const { items } = (await steward.api('GET', '/audit?resourceType=saved_filter')).body as { items: Json[] }
      return items.map((line) => line['action'])
    },
    ({ length }) => length >= 3,
  )
  expect(told).toEqual(['saved_filter.deleted', 'saved_filter.renamed', 'saved_filter.shared'])
})

test('another workspace sees nothing of it, and reaches nothing', async () => {
  const made = await steward.api('POST', '/saved-filters', { ...failed, isShared: true })
  const other = await steward.api('POST', '/workspaces', { name: 'Other' })
  const inside = async (method: string, path: string, body?: object) => {
    const headers = { 'x-steward-workspace': String(other.body['id']), 'content-type': 'application/json' }
    const answer = await steward.raw(path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
    return JSON.parse(await answer.text()) as Json
  }
  const path = `/saved-filters/${String(made.body['id'])}`

  expect((await inside('GET', '/saved-filters'))['items']).toEqual([])
  expect((await inside('PATCH', path, { name: 'X' }))['code']).toBe('profile.filter_not_found')
  expect((await inside('PATCH', path, { isShared: false }))['code']).toBe('profile.filter_not_found')
  // The same name is free there.
  expect((await inside('POST', '/saved-filters', failed))['name']).toBe('Failed')
  expect(await namesFor(viewer)).toEqual(['Failed'])
})

test('names and searches have limits, and a person has a hundred of them at most', async () => {
  const save = (change: object) => as(viewer, 'POST', '/saved-filters', { ...failed, ...change })
  const long = { name: 'n'.repeat(100), search: 'q'.repeat(2000) }
  expect(await save(long)).toMatchObject({ status: 201, body: long })
  for (const wrong of [
    { name: '' },
    { name: 'n'.repeat(101) },
    { search: '' },
    { search: 'q'.repeat(2001) },
    { search: 'q=a\nb' },
    { search: 'q=\u0000' },
    { search: '//evil.example?q' },
    { search: 'q#x' },
    { page: 'settings' },
    { page: undefined },
  ])
    expect((await save(wrong)).body['code'], JSON.stringify(wrong)).toBe('http.invalid_request')
  expect((await save({ name: ' \t ' })).body['code']).toBe('profile.empty_filter_name')
  expect((await save({ name: long.name })).body['code']).toBe('profile.filter_name_taken')
  // Another list has names of its own.
  expect((await save({ name: long.name, page: 'effects' })).status).toBe(201)

  // All at once, of whom the last ones find no room.
  const answers = await Promise.all(Array.from({ length: 101 }, (_, index) => save({ name: `Filter ${index}` })))
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(98)
  expect(new Set(answers.filter(({ status }) => status !== 201).map(({ body }) => body['code']))).toEqual(
    new Set(['profile.too_many_filters']),
  )
})
