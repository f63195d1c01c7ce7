import type { Presence, StoredChange } from '@steward/contract/api/draft'
import type { LiveEvent } from '@steward/contract/api/live-event'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#base/id'
import { draft } from '#test/draft'
import { until } from '#test/running'
import { ownerCookie, type ServerProcess } from '#test/server-process'
import { type SeveralProcesses, severalProcesses } from '#test/several-processes'

type Api = Awaited<ReturnType<SeveralProcesses['api']>>
type News = { revision: number; changes: StoredChange[] }

let several: SeveralProcesses
let here: { process: ServerProcess; api: Api }
let there: { process: ServerProcess; api: Api }

const open = async () => {
  const process = await several.start('http')
  return { process, api: await several.api(process) }
}

beforeAll(async () => {
  several = await severalProcesses()
  here = await open()
  there = await open()
}, 120_000)
afterAll(() => several[Symbol.asyncDispose]())

const create = async (api: Api): Promise<string> => {
  const { body, status } = await api('POST', '/workflows', { document: draft() })
  expect(status).toBe(201)
  return (body as { summary: { id: string } }).summary.id
}
const set = (name: string, value: unknown) => ({ id: newId(), ops: [{ path: ['nodes', 'Edit', 'parameters', name], value }] })
const edit = (api: Api, id: string, more: { client?: string; since?: number; changes: readonly object[] }) =>
  api('POST', `/workflows/${id}/changes`, { client: 'page', since: 0, ...more })
const parameters = async (api: Api, id: string) =>
  ((await api('GET', `/workflows/${id}`)).body as { document: { nodes: { parameters: Record<string, unknown> }[] } }).document
    .nodes[1]?.parameters

/** What is told by a process of what happens, as far as it has arrived. */
async function watch(process: ServerProcess, query: string) {
  const leave = new AbortController()
  const seen: LiveEvent[] = []
  const answer = await fetch(`${process.url}/api/v1/events${query}`, {
    headers: { cookie: await ownerCookie(process.url, several.publicUrl) },
    signal: leave.signal,
  })
  expect(answer.status).toBe(200)
  const hearing = (async () => {
    let text = ''
    for await (const chunk of answer.body ?? []) {
      const frames = (text += Buffer.from(chunk as Uint8Array).toString()).split('\n\n')
      text = frames.pop() ?? ''
      for (const data of frames.map((frame) => /^data: (.*)$/m.exec(frame)?.[1]))
        if (data !== undefined) seen.push(JSON.parse(data) as LiveEvent)
    }
  })().catch(() => {})
  return {
    seen,
    [Symbol.asyncDispose]: async () => {
      leave.abort()
      await hearing
    },
  }
}

const revisions = (seen: readonly LiveEvent[], id: string) =>
  seen.flatMap((event) => (event.type === 'workflow.edited' && event.workflowId === id ? [event.revision] : []))
const people = (seen: readonly LiveEvent[]) =>
  seen.flatMap((event) => (event.type === 'workflow.presence' ? [event.people.map((one) => `${one.client} ${one.nodeId}`)] : []))

test('two processes go on from each other, and who watches a workflow at either is told of its edits', async () => {
  const [id, other] = [await create(here.api), await create(here.api)]
  await using near = await watch(here.process, `?workflowId=${id}`)
  await using far = await watch(there.process, `?workflowId=${id}`)
  await using all = await watch(there.process, '')

  // What is watched has to get about before anything is told to the other process.
  await until(
    async () => {
      await edit(here.api, id, { changes: [set('z', newId())] })
      return revisions(far.seen, id).length
    },
    (count) => count > 0,
  )
  for (let n = 0; n < 10; n += 1)
    for (const { api } of [here, there])
      expect((await edit(api, id, { changes: [set(`p${n}`, n), set('last', n)] })).status).toBe(200)
  await edit(there.api, other, { changes: [set('z', 1)] })
  const { revision } = (await here.api('GET', `/workflows/${id}/changes?since=0`)).body as unknown as News

  for (const { seen } of [near, far])
    await until(
      () => revisions(seen, id).at(-1),
      (last) => last === revision,
    )
  expect(revisions(near.seen, other)).toEqual([])
  expect(revisions(all.seen, id), 'who watches everything is told of versions only').toEqual([])
  for (const { api } of [here, there]) expect(await parameters(api, id)).toMatchObject({ p0: 0, p9: 9, last: 9 })
})

test('who has a workflow open is known in every process, until they leave or are not heard of any more', async () => {
  const id = await create(here.api)
  const present = (api: Api, client: string, more: object = {}) => api('POST', `/workflows/${id}/presence`, { client, ...more })
  await using far = await watch(there.process, `?workflowId=${id}`)

  expect((await present(here.api, 'one', { nodeId: 'Hook' })).body).toEqual({ people: [] })
  await until(
    () => people(far.seen).at(-1),
    (last) => last?.[0] === 'one Hook',
  )
  const { body } = await present(there.api, 'two')
  expect((body as { people: Presence[] }).people).toMatchObject([
    { client: 'one', nodeId: 'Hook', name: expect.stringMatching(/./) as string },
  ])
  await present(here.api, 'one', { nodeId: 'Edit' })
  await until(
    () => people(far.seen).at(-1),
    (last) => last?.join() === 'one Edit,two null',
  )
  await present(here.api, 'one', { isLeaving: true })
  await until(
    () => people(far.seen).at(-1),
    (last) => last?.join() === 'two null',
  )
  expect((await present(here.api, 'three')).body).toMatchObject({ people: [{ client: 'two' }] })

  // Nobody says it again, as when a computer falls asleep.
  await until(
    () => people(far.seen).at(-1),
    (last) => last?.length === 0,
    45_000,
  )
}, 90_000)

test('after a kill in the middle every edit that was answered is there, and what is sent again is there once', async () => {
  const doomed = await open()
  const id = await create(here.api)
  const sent = Array.from({ length: 400 }, (_, n) => set(`k${n}`, n))
  const answered = new Set<string>()
  const waiting = [...sent]
  const page = async () => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
      const { status } = await edit(doomed.api, id, { since: 1_000_000, changes: [one] })
      if (status === 200) answered.add(one.id)
    }
  }
  const pages = Promise.allSettled(Array.from({ length: 4 }, page))
  await until(
    () => answered.size,
    (count) => count >= 40,
  )
  await doomed.process.killTree()
  await pages

  const known = ((await here.api('GET', `/workflows/${id}/changes?since=0`)).body as unknown as News).changes.map(
    (change) => change.id,
  )
  expect(known.length).toBeLessThan(sent.length)
  expect([...answered].filter((one) => !known.includes(one))).toEqual([])

  // The page does not know which of them arrived, and sends all of them.
  const { body } = await edit(there.api, id, { changes: sent })
  const { revision, changes } = body as unknown as News
  expect([revision, changes.length]).toEqual([sent.length, sent.length])
  expect(new Set(changes.map((change) => change.id)).size).toBe(sent.length)
  expect(Object.keys((await parameters(here.api, id)) ?? {}).filter((name) => name.startsWith('k'))).toHaveLength(sent.length)
}, 90_000)
