import { expect, test } from 'vitest'
import { givenWorkflow } from '#test/given-workflow'
import { running, sharedInstallation, until } from '#test/running'

const waitUntil = (dateTime: string) =>
  givenWorkflow([
    { name: 'Start', type: 'manual_trigger', to: { Wait: [0, 0] } },
    { name: 'Wait', type: 'wait', version: 1.1, parameters: { resume: 'specificTime', dateTime }, to: { After: [0, 0] } },
    { name: 'After', type: 'no_op' },
  ])

test('waits of months and of millennia rest over a restart, and keep nobody who waits less from going on', async () => {
  const warnings: string[] = []
  const note = (warning: Error) => void warnings.push(warning.name)
  process.on('warning', note)
  await using shared = await sharedInstallation()
  const before = await running(shared)
  const far = ['2027-06-15T12:00:00Z', '2042-01-01T00:00:00+13:00', '9999-12-31T23:59:59Z']
  const long = []
  for (const dateTime of far) long.push(await before.begin(await before.given(waitUntil(dateTime), { active: false })))
  for (const id of long) expect((await before.rested(id)).summary.status).toBe('waiting')
  await before.stop()

  await using after = await running(shared)
  const soon = await after.begin(await after.given(waitUntil(new Date(Date.now() + 1_500).toISOString()), { active: false }))
  const over = await until(
    () => after.rested(soon),
    ({ summary }) => summary.status === 'completed',
  )

  expect(over.summary.durationMs).toBeGreaterThan(1_000)
  const rests = await Promise.all(long.map((id) => after.rested(id)))
  expect(rests.map(({ summary }) => [summary.status, Date.parse(summary.waitUntil ?? '')])).toEqual(
    far.map((dateTime) => ['waiting', Date.parse(dateTime)]),
  )
  process.off('warning', note)
  expect(warnings).not.toContain('TimeoutOverflowWarning')
})

test('a wait until now or until a time that is over goes on at once, and one that nothing can store is refused', async () => {
  await using server = await running()
  const ended = async (dateTime: string) => {
    const id = await server.begin(await server.given(waitUntil(dateTime), { active: false }))
    const { summary, nodes } = await server.rested(id)
    return [summary.status, nodes.map((node) => node.nodeName), summary.error?.message]
  }

  expect(await ended(new Date().toISOString())).toEqual(['completed', ['Start', 'Wait', 'After'], undefined])
  expect(await ended('1969-07-20T20:17:40Z')).toEqual(['completed', ['Start', 'Wait', 'After'], undefined])
  expect(await ended('+012000-01-01T00:00:00Z')).toEqual([
    'failed',
    ['Start', 'Wait'],
    'The time to wait is too long: it ends after the year 9999.',
  ])
})
