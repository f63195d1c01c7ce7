import type { Policy } from '@steward/contract/api/policy'
import { expect, test } from 'vitest'
import { givenWorkflow } from '#test/given-workflow'
import { recordingPeer } from '#test/recording-peer'
import { running, sharedInstallation, until } from '#test/running'

/** Less than after which policies are read anew without anybody saying so. */
const soonMs = 5_000

test('a policy made by one process holds for what another one executes, and so does its end', async () => {
  await using peer = await recordingPeer({})
  await using shared = await sharedInstallation()
  await using web = await running(shared, { roles: ['http'] })
  await using worker = await running(shared, { roles: ['worker', 'scheduler'] })
  const workflow = await web.given(
    givenWorkflow([
      { name: 'Start', type: 'manual_trigger', to: { Call: [0, 0] } },
      { name: 'Call', type: 'http_request', version: 4, parameters: { method: 'POST', url: `${peer.url}/orders` } },
    ]),
    { active: false },
  )
  const status = async () => (await web.rested(await web.begin(workflow))).summary.status

  // The worker knows the policies of the workspace from now on.
  expect(await status()).toBe('completed')
  const made = await web.api('POST', '/policies', {
    name: 'No writes',
    answer: 'deny',
    conditions: { classes: ['write'], targets: ['127.0.0.1'] },
  })
  expect(made.status).toBe(201)
  const { id } = made.body as unknown as Policy
  await until(status, (now) => now === 'failed', soonMs)
  const calls = peer.log.length
  expect([await status(), peer.log.length]).toEqual(['failed', calls])
  expect((await web.api('DELETE', `/policies/${id}`)).status).toBe(204)
  await until(status, (now) => now === 'completed', soonMs)
  expect(peer.log.length).toBe(calls + 1)
  await worker.stop()
}, 60_000)
