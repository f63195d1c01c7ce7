import type { Item, NodeCall } from '@steward/sdk/node'
import { DateTime } from 'luxon'

type Words = { readonly zone: string; readonly second: number; readonly json: Readonly<Record<string, string>> }

/** Of the second before: many schedules tick at the same one, and its words take longer to find than all else a tick does. */
let known: Words = { zone: '', second: 0, json: {} }

/** The item a tick of the schedule starts with: the moment, in the workflow's time zone. */
export function tickItem({ nowMs, workflow: { timezone } }: NodeCall): Item {
  const now = DateTime.fromMillis(nowMs, { zone: timezone, locale: 'en-US' })
  const second = Math.floor(nowMs / 1000)
  if (known.zone !== timezone || known.second !== second) known = { zone: timezone, second, json: wordsOf(now, timezone) }
  return { json: { timestamp: now.toISO(), ...known.json } }
}

const wordsOf = (now: DateTime, timezone: string) => ({
  'Readable date': `${now.toFormat('MMMM')} ${ordinal(now.day)} ${now.toFormat('yyyy, h:mm:ss')} ${half(now)}`,
  'Readable time': `${now.toFormat('h:mm:ss')} ${half(now)}`,
  'Day of week': now.toFormat('cccc'),
  Year: now.toFormat('yyyy'),
  Month: now.toFormat('MMMM'),
  'Day of month': now.toFormat('dd'),
  Hour: now.toFormat('HH'),
  Minute: now.toFormat('mm'),
  Second: now.toFormat('ss'),
  Timezone: `${timezone} (UTC${now.toFormat('ZZ')})`,
})

const half = (moment: DateTime) => (moment.hour < 12 ? 'am' : 'pm')

function ordinal(day: number): string {
  const isTeen = day >= 11 && day <= 13
  const ending = isTeen ? undefined : ['st', 'nd', 'rd'][(day % 10) - 1]
  return `${day}${ending ?? 'th'}`
}
