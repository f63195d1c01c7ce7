import { expect, test } from 'vitest'
import { type RunningInstallation, running, sharedInstallation } from '#test/running'

/** Much less than the time between two heartbeats. */
const soonMs = 1_000

/** Listens to the events of the workspace; `ended` resolves once the server has ended the stream. */
async function listen(url: string, headers: Record<string, string>) {
  const leaving = new AbortController()
  const response = await fetch(`${url}/api/v1/events`, { headers, signal: leaving.signal })
  expect(response.status).toBe(200)
  const state = { isOpen: true }
  const ended = response.text().then(
    () => void (state.isOpen = false),
    () => undefined,
  )
  return { state, ended, leave: () => leaving.abort() }
}

async function msUntil(ended: Promise<unknown>): Promise<number> {
  const from = performance.now()
  const late = new Promise((_, fail) => setTimeout(fail, 10_000, new Error('the stream goes on')).unref())
  await Promise.race([ended, late])
  return performance.now() - from
}

async function viewerOf(steward: RunningInstallation): Promise<string> {
  const { items } = (await steward.api('GET', '/members')).body as { items: { userId: string; role: string }[] }
  return items.find(({ role }) => role === 'viewer')?.userId ?? ''
}

test('whoever is removed, signs out or has their key revoked hears nothing more in any process', async () => {
  await using shared = await sharedInstallation()
  await using one = await running(shared)
  await using two = await running(shared)
  const viewer = await one.member('viewer')
  const editor = await one.member('editor')
  const key = (await one.api('POST', '/api-keys', { name: 'ear', scopes: ['execution:read'] })).body
  const ofViewer = [await listen(one.url, viewer), await listen(two.url, viewer)]
  const ofEditor = [await listen(one.url, editor), await listen(two.url, editor)]
  const ofKey = await listen(two.url, { authorization: `Bearer ${String(key['secret'])}` })
  const allEnd = (streams: readonly { ended: Promise<unknown> }[]) => msUntil(Promise.all(streams.map(({ ended }) => ended)))

  expect((await one.api('DELETE', `/members/${await viewerOf(one)}`)).status).toBe(204)
  expect(await allEnd(ofViewer)).toBeLessThan(soonMs)

  expect((await one.api('DELETE', `/api-keys/${String((key['key'] as { id: string }).id)}`)).status).toBe(204)
  expect(await allEnd([ofKey])).toBeLessThan(soonMs)
  expect(ofEditor.map(({ state }) => state.isOpen)).toEqual([true, true])

  expect((await fetch(`${two.url}/api/v1/session`, { method: 'DELETE', headers: { ...editor, origin: two.url } })).status).toBe(
    204,
  )
  expect(await allEnd(ofEditor)).toBeLessThan(soonMs)
}, 60_000)

test('what other people do ends nobody else’s stream, however often rights change', async () => {
  await using steward = await running()
  const stays = await listen(steward.url, { ...(await steward.member('editor')) })
  const goes = await listen(steward.url, await steward.member('viewer'))
  const roles = await Promise.all(
    Array.from({ length: 10 }, (_, index) => steward.api('POST', '/roles', { name: `Busy ${index}`, permissions: [] })),
  )

  const gone = await Promise.all(roles.map(({ body }) => steward.api('DELETE', `/roles/${String(body['id'])}`)))
  expect(new Set(gone.map(({ status }) => status))).toEqual(new Set([204]))
  await steward.api('DELETE', `/members/${await viewerOf(steward)}`)

  expect(await msUntil(goes.ended)).toBeLessThan(soonMs)
  expect(stays.state.isOpen).toBe(true)
  stays.leave()
}, 60_000)
