import { expect, test } from 'vitest'
import { running, sharedInstallation, until } from '#test/running'

/** Less than answers are kept in memory: later than that they would be asked for anew anyway. */
const soonMs = 2_000

test('who is shown out, and whose workspace is deleted, is out in every process', async () => {
  await using shared = await sharedInstallation()
  await using one = await running(shared)
  await using two = await running(shared)
  const headers = { ...(await one.member('viewer')), origin: two.url }
  const { items } = (await one.api('GET', '/workspaces')).body as { items: { id: string; name: string }[] }
  const [workspace] = items
  const here = { 'x-steward-workspace': workspace?.id ?? '' }
  const atTwo = async () => (await fetch(`${two.url}/api/v1/workflows`, { headers: { ...headers, ...here } })).status
  const members = (await one.api('GET', '/members')).body['items'] as { userId: string; role: string }[]
  const viewer = members.find((member) => member.role === 'viewer')?.userId
  expect(await atTwo()).toBe(200)

  expect((await one.api('DELETE', `/members/${viewer}`)).status).toBe(204)
  await until(atTwo, (status) => status === 404, soonMs)

  const ownerAtTwo = async () => (await two.raw('/workflows', { method: 'GET', headers: here })).status
  expect(await ownerAtTwo()).toBe(200)
  expect((await one.api('POST', '/workspace/deletion', { name: workspace?.name })).status).toBe(200)
  await until(ownerAtTwo, (status) => status === 404, soonMs)
}, 60_000)
