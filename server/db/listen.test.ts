import { expect, test } from 'vitest'
import { testDatabase } from '#test'
import { until } from '#test/running'

test('many begin and end to listen at once, each hears its own, and no statement is sent before the last one is answered', async () => {
  await using database = await testDatabase()
  const { databases } = database
  const warnings: string[] = []
  const note = (warning: Error) => void warnings.push(warning.message)
  process.on('warning', note)
  const heard: string[] = []
  const channels = Array.from({ length: 8 }, (_, n) => `channel_${n}`)

  const stops = await Promise.all(
    channels.map((channel) => databases.listen('config', channel, (payload) => void heard.push(`${channel} ${payload}`))),
  )
  for (const channel of channels) await databases.notify('config', channel, 'one')
  await until(
    () => heard,
    (all) => all.length === channels.length,
  )
  await Promise.all(stops.slice(1).map((stop) => stop()))
  for (const channel of channels.toReversed()) await databases.notify('config', channel, 'two')
  await until(
    () => heard,
    (all) => all.includes('channel_0 two'),
  )
  await new Promise((resolve) => setImmediate(resolve))
  process.off('warning', note)

  expect(heard).toEqual([...channels.map((channel) => `${channel} one`), 'channel_0 two'])
  expect(warnings).toEqual([])
})
