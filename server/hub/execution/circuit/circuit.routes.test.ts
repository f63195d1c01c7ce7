import { expect, test } from 'vitest'
import { givenWorkflow } from '#test/given-workflow'
import { recordingPeer } from '#test/recording-peer'
import { running, until } from '#test/running'

type Circuit = {
  id: string
  connectionId: string
  connectionName: string
  state: string
  failures: number
  openUntil: string | null
}

test('a connection whose service fails is left alone, can be seen, and goes on when it is reset', async () => {
  let broken = true
  await using peer = await recordingPeer({}, { '/it': () => (broken ? { status: 503 } : undefined) })
  await using server = await running()
  const made = await server.api('POST', '/connections', {
    name: 'The shop',
    type: 'httpBearerAuth',
    values: { token: 'secret-token' },
  })
  const connection = String(made.body['id'])
  const workflow = await server.given(
    givenWorkflow([
      { name: 'Start', type: 'manual_trigger', to: { It: [0, 0] } },
      {
        name: 'It',
        type: 'http_request',
        version: 4.2,
        parameters: {
          url: `${peer.url}/it`,
          authentication: 'genericCredentialType',
          genericAuthType: 'httpBearerAuth',
          options: {},
        },
        connections: { httpBearerAuth: { id: connection, name: 'The shop' } },
      },
    ]),
    { active: false },
  )
  const once = async () => server.rested(await server.begin(workflow))
  const list = async () => (await server.api('GET', '/circuits')).body as { items: Circuit[] }

  expect((await list()).items).toEqual([])
  for (let turn = 0; turn < 5; turn++) expect((await once()).summary.error?.message).toContain('503')
  const held = await once()

  expect(held.summary.error?.message).toContain('has failed 5 times in a row')
  expect(peer.log).toHaveLength(5)
  const [circuit] = (await list()).items
  expect(circuit).toMatchObject({ connectionId: connection, connectionName: 'The shop', state: 'open', failures: 5 })
  expect(Date.parse(circuit?.openUntil ?? '') - Date.now()).toBeGreaterThan(20_000)
  expect(JSON.stringify(await list())).not.toContain('secret-token')

  broken = false
  expect((await server.api('POST', `/circuits/${circuit?.id}/reset`)).status).toBe(204)
  expect((await server.api('POST', `/circuits/${circuit?.id}/reset`)).status).toBe(404)
  const free = await until(once, ({ summary }) => summary.status === 'completed')
  expect(free.summary.error).toBeNull()
  expect((await list()).items).toEqual([])
})
