import type { Workflow } from '@steward/contract/api/workflow'
import { expect, test } from 'vitest'
import {
  findNewest,
  findPublished,
  findVersion,
  hearWorkflows,
  listLiveTriggers,
  noteScheduleRuns,
  watchWorkflows,
} from '#hub/workflow'
import { draft, node } from '#test/draft'
import { type Client, testInstallation } from '#test/installation'

async function create(who: Client, document = draft()): Promise<string> {
  return ((await who.send('POST', '/workflows', { document })).body as Workflow).summary.id
}

const cron = (expression: string) =>
  draft({ nodes: [node({ name: 'Clock', type: 'schedule_trigger', parameters: { cron: expression } })], edges: [] })

test('an active workflow listens with its published version until it is published anew', async () => {
  await using steward = await testInstallation()
  const owner = await steward.owner()
  const db = steward.databases
  const id = await create(owner)

  const activated = await owner.send('POST', `/workflows/${id}/activate`)
  const before = await listLiveTriggers(db)
  await owner.send('PUT', `/workflows/${id}`, { document: draft({ path: 'moved' }), baseVersion: 1 })
  const saved = await listLiveTriggers(db)
  await owner.send('POST', `/workflows/${id}/activate`)
  const published = await listLiveTriggers(db, { workflowIds: [id], kind: 'webhook' })

  expect(activated.body).toMatchObject({ summary: { status: 'active', publishedVersion: 1 } })
  expect(before).toMatchObject([
    { workflowId: id, workspaceId: owner.workspaceId, version: 1, nodeName: 'Hook', listen: { kind: 'webhook', path: 'greet' } },
  ])
  expect(before[0]?.endpointId).toBe(before[0]?.triggerId)
  expect(saved).toEqual(before)
  expect(published).toMatchObject([{ version: 2, listen: { path: 'moved' } }])
  expect(await findPublished(db, id)).toMatchObject({ version: 2, active: true, document: { name: 'Greet' } })
  expect(await findVersion(db, id, 1)).toMatchObject({ version: 1, workspaceId: owner.workspaceId })
  expect(await findNewest(db, id)).toMatchObject({ version: 2 })

  await owner.send('POST', `/workflows/${id}/deactivate`)
  expect(await listLiveTriggers(db)).toEqual([])
  expect(await findPublished(db, id)).toBeUndefined()
})

test('a listening that stays the same keeps its id over an activation', async () => {
  await using steward = await testInstallation()
  const owner = await steward.owner()
  const id = await create(owner, cron('0 9 * * *'))
  await owner.send('POST', `/workflows/${id}/activate`)
  const [before] = await listLiveTriggers(steward.databases)
  const nextRunAt = new Date('2030-01-01T09:00:00Z')
  await noteScheduleRuns(steward.databases, [{ triggerId: before?.triggerId ?? '', lastRunAt: new Date(), nextRunAt }])

  const again = await owner.send('POST', `/workflows/${id}/activate`)

  expect((await listLiveTriggers(steward.databases))[0]?.triggerId).toBe(before?.triggerId)
  expect(before).toMatchObject({ timezone: 'UTC', listen: { kind: 'schedule', cron: '0 9 * * *' } })
  expect(again.body).toMatchObject({
    schedules: [{ node: 'Clock', text: 'At 0 9 * * *', nextRunAt: '2030-01-01T09:00:00.000Z' }],
  })
})

test('of workflows with one path exactly one is active, also when they are activated at once', async () => {
  await using steward = await testInstallation()
  const [owner, stranger] = [await steward.owner(), await steward.stranger()]
  const ids = [
    await create(owner, draft({ name: 'A', path: 'users/:id' })),
    await create(owner, draft({ name: 'B', path: 'users/:name' })),
  ]
  const foreign = await create(stranger, draft({ path: 'users/:x' }))

  const answers = await Promise.all(ids.map((id) => owner.send('POST', `/workflows/${id}/activate`)))

  expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([200, 409])
  const winner = answers[0]?.status === 200 ? 'A' : 'B'
  const refused = answers.find((answer) => answer.status === 409)
  expect(refused?.body['detail']).toMatch(
    new RegExp(`POST /webhook/users/:\\w+ of "Hook" is already answered by the workflow "${winner}"\\.$`),
  )
  expect(await listLiveTriggers(steward.databases)).toHaveLength(1)
  const other = await stranger.send('POST', `/workflows/${foreign}/activate`)
  expect(other.body['detail']).toContain('already answered by another workflow of this installation')
})

test('workflows that claim the same paths in opposite order never wait for each other in a circle', async () => {
  await using steward = await testInstallation()
  const owner = await steward.owner()
  const hooks = ['a', 'b', 'c', 'd'].map((path) => node({ name: path, type: 'webhook', parameters: { path } }))
  const ids = [
    await create(owner, draft({ nodes: hooks, edges: [] })),
    await create(owner, draft({ nodes: hooks.toReversed(), edges: [] })),
  ]

  const answers = await Promise.all([...ids, ...ids].map((id) => owner.send('POST', `/workflows/${id}/activate`)))

  expect(answers.every((answer) => answer.status === 200 || answer.status === 409)).toBe(true)
  expect(await listLiveTriggers(steward.databases)).toHaveLength(4)
})

test('a refused activation changes nothing and says why', async () => {
  await using steward = await testInstallation()
  const owner = await steward.owner()
  const refuse = async (document: Parameters<typeof create>[1]) => {
    const id = await create(owner, document)
    const answer = await owner.send('POST', `/workflows/${id}/activate`)
    expect((await owner.send('GET', `/workflows/${id}`)).body).toMatchObject({ summary: { status: 'draft' } })
    return String(answer.body['detail'])
  }
  const manual = node({ name: 'Start', type: 'manual_trigger' })
  const twice = ['One', 'Two'].map((name) => node({ name, type: 'webhook', parameters: { path: 'same' } }))

  expect(await refuse(draft({ nodes: [manual], edges: [] }))).toContain('it has no trigger that could start it')
  expect(await refuse(draft({ nodes: [node({ name: 'Odd', type: 'n8n-nodes-base.odd' })], edges: [] }))).toContain(
    'does not know the type of "Odd" (n8n-nodes-base.odd)',
  )
  expect(await refuse(draft({ path: '' }))).toContain('"Hook": the path is empty.')
  expect(await refuse(draft({ path: 'x'.repeat(300) }))).toContain('longer than 255 characters')
  expect(await refuse(cron('99 * * * *'))).toContain('the schedule "99 * * * *" in the time zone UTC makes no sense')
  expect(await refuse(cron('0 0 31 2 *'))).toContain('such a time never comes')
  expect(await refuse({ ...cron('0 9 * * *'), settings: { executionOrder: 'v1', timezone: 'Mars/Base' } })).toContain('Mars/Base')
  expect(await refuse(draft({ nodes: twice, edges: [] }))).toContain('of "Two" is already answered by')
  expect(await listLiveTriggers(steward.databases)).toEqual([])
})

test('disabled nodes neither listen nor stand in the way', async () => {
  await using steward = await testInstallation()
  const owner = await steward.owner()
  const odd = node({ name: 'Odd', type: 'n8n-nodes-base.odd', settings: { disabled: true } })
  const off = node({ name: 'Off', type: 'webhook', parameters: { path: '' }, settings: { disabled: true } })
  const id = await create(owner, draft({ nodes: [...draft().nodes, odd, off] }))

  expect((await owner.send('POST', `/workflows/${id}/activate`)).status).toBe(200)
  expect(await listLiveTriggers(steward.databases)).toHaveLength(1)
})

test('the answer waits until those who listen for changes have taken them up, and a failing one harms nobody', async () => {
  await using steward = await testInstallation()
  const owner = await steward.owner()
  const id = await create(owner)
  const heard: string[] = []
  const stops = [
    watchWorkflows(async ({ workflowId }) => {
      await new Promise((done) => setTimeout(done, 50))
      heard.push(`${workflowId === id ? 'mine' : 'other'} ${(await listLiveTriggers(steward.databases)).length}`)
    }),
    watchWorkflows(() => {
      throw new Error('a broken listener')
    }),
  ]

  expect((await owner.send('POST', `/workflows/${id}/activate`)).status).toBe(200)
  expect(heard).toEqual(['mine 1'])
  await owner.send('POST', `/workflows/${id}/deactivate`)
  expect(heard).toEqual(['mine 1', 'mine 0'])
  for (const stop of stops) stop()
})

test('what another process changes is heard here', async () => {
  await using steward = await testInstallation()
  const heard: (string | null)[] = []
  const stopWatching = watchWorkflows(({ workflowId }) => void heard.push(workflowId))
  const stopHearing = await hearWorkflows(steward.databases)

  await steward.databases.notify('workflow', 'workflows_changed', 'another-process 42')

  await expect.poll(() => heard).toEqual(['42'])
  stopWatching()
  await stopHearing()
})

test('many activations at once all come through', async () => {
  await using steward = await testInstallation()
  const owner = await steward.owner()
  const ids = await Promise.all(Array.from({ length: 24 }, (_, n) => create(owner, draft({ path: `path-${n}` }))))

  const answers = await Promise.all(ids.map((id) => owner.send('POST', `/workflows/${id}/activate`)))

  expect(answers.map((answer) => answer.status)).toEqual(ids.map(() => 200))
  expect(await listLiveTriggers(steward.databases)).toHaveLength(24)
})
