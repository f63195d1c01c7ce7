import { NodeError } from '@steward/sdk/node'
import { DateTime, IANAZone } from 'luxon'
import type { Schedule, StoredRule } from './rule.ts'

/** A rule that ticks once: a date and time, in a zone of its own or in that of the workflow. */
export function readOnce(rule: StoredRule): Schedule {
  const { at, timezone } = rule
  const written = typeof at === 'string' ? at.replace(/^=/, '').trim() : ''
  const refuse = (why: string, description?: string) =>
    new NodeError(why, { retryable: false, ...(description === undefined ? {} : { description }) })
  if (written.includes('{{')) throw refuse('A schedule is set when the workflow is switched on, so its date cannot be computed.')
  if (timezone !== undefined && timezone !== '' && !(typeof timezone === 'string' && IANAZone.isValidZone(timezone)))
    throw refuse(`There is no time zone ${JSON.stringify(timezone)}.`, 'Write the name of a place, such as Europe/Berlin.')
  const moment = [DateTime.fromISO(written, { setZone: true }), DateTime.fromSQL(written, { setZone: true })].find(
    (one) => one.isValid,
  )
  if (moment === undefined || moment.year < 1970 || moment.year > 9999)
    throw refuse(
      `${JSON.stringify(at ?? '')} is not a date and time to start at.`,
      'Write it as 2026-05-01T09:00, with an offset such as +02:00 where no time zone is meant.',
    )
  const names = typeof timezone === 'string' && timezone !== ''
  const day = `Once, on ${moment.toFormat('yyyy-MM-dd')} at ${moment.toFormat(moment.second === 0 ? 'HH:mm' : 'HH:mm:ss')}`
  if (/(?:Z|[+-]\d\d(?::?\d\d)?)$/i.test(written.slice(10)))
    return {
      kind: 'schedule',
      at: moment.toUTC().toISO({ suppressMilliseconds: true }),
      text: `${day} (UTC${moment.toFormat('ZZ')})`,
    }
  return {
    kind: 'schedule',
    at: moment.toFormat("yyyy-MM-dd'T'HH:mm:ss"),
    ...(names ? { timezone } : {}),
    text: names ? `${day} in ${timezone}` : day,
  }
}
