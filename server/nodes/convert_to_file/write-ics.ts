import { randomUUID } from 'node:crypto'
import { DateTime } from 'luxon'
import { NodeError, type NodeCall } from '@steward/sdk/node'
import { flag, number, text } from '../parameter.ts'

type Person = { readonly name?: string; readonly email?: string; readonly rsvp?: boolean }

/** One event as a calendar file. */
export function writeIcs(call: NodeCall, index: number): string {
  const more = (name: string) => text(call, `additionalFields.${name}`, index)
  const zone = flag(call, 'additionalFields.useWorkflowTimezone', index) ? call.workflow.timezone : 'utc'
  const allDay = flag(call, 'allDay', index)
  const people = call.param<Person[]>('additionalFields.attendeesUi.attendeeValues', index, [])
  const organizer = call.param<Person>('additionalFields.organizerUi.organizerValues', index, {})
  const place = call.param<{ lat?: unknown; lon?: unknown }>('additionalFields.geolocationUi.geolocationValues', index, {})
  const stamp = DateTime.fromMillis(call.nowMs, { zone: 'utc' }).toFormat("yyyyMMdd'T'HHmmss'Z'")
  const lines: [string, string][] = [
    ['BEGIN', 'VCALENDAR'],
    ['VERSION', '2.0'],
    ['CALSCALE', 'GREGORIAN'],
    ['PRODID', '-//Steward//EN'],
    ['METHOD', 'PUBLISH'],
    ['X-WR-CALNAME', escaped(more('calName'))],
    ['BEGIN', 'VEVENT'],
    ['UID', more('uid') || randomUUID()],
    ['SUMMARY', escaped(text(call, 'title', index))],
    ['DTSTAMP', stamp],
    moment('DTSTART', text(call, 'start', index), { zone, allDay, index }),
    moment('DTEND', text(call, 'end', index), { zone, allDay, index }),
    ['DESCRIPTION', escaped(more('description'))],
    ['LOCATION', escaped(more('location'))],
    ['URL', more('url')],
    ['GEO', place.lat === undefined || place.lon === undefined ? '' : `${Number(place.lat)};${Number(place.lon)}`],
    ['STATUS', more('status')],
    ['SEQUENCE', String(number(call, 'additionalFields.sequence', index, 0))],
    ['X-MICROSOFT-CDO-BUSYSTATUS', more('busyStatus')],
    ['RRULE', more('recurrenceRule').replace(/^RRULE:/i, '')],
    person('ORGANIZER', organizer),
    ...people.map((one) => person('ATTENDEE', one)),
    ['END', 'VEVENT'],
    ['END', 'VCALENDAR'],
  ]
  return lines
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${folded(`${name}:${value}`)}\r\n`)
    .join('')
}

function moment(name: string, value: string, how: { zone: string; allDay: boolean; index: number }): [string, string] {
  const date = DateTime.fromISO(value, { zone: how.zone, setZone: how.zone === 'utc' })
  if (!date.isValid) {
    throw new NodeError(`The ${name === 'DTSTART' ? 'start' : 'end'} of the event is not a date: "${value}".`, {
      itemIndex: how.index,
      retryable: false,
    })
  }
  return how.allDay ? [`${name};VALUE=DATE`, date.toFormat('yyyyMMdd')] : [name, date.toUTC().toFormat("yyyyMMdd'T'HHmmss'Z'")]
}

function person(name: string, { name: called, email, rsvp }: Person): [string, string] {
  if (email === undefined || email === '') return [name, '']
  const parameters = [
    rsvp === undefined ? '' : `;RSVP=${rsvp ? 'TRUE' : 'FALSE'}`,
    called ? `;CN="${called.replaceAll(/["\r\n]/g, '')}"` : '',
  ]
  return [`${name}${parameters.join('')}`, `mailto:${email.replaceAll(/[\r\n]/g, '')}`]
}

const escaped = (value: string) => value.replaceAll(/[\\;,]/g, '\\$&').replaceAll(/\r?\n/g, '\\n')

/** No line of the format is longer than 75 characters; a longer one goes on after a space. */
const folded = (line: string) => line.replaceAll(/[\r\n]/g, '').replaceAll(/(.{74})(?=.)/gu, '$1\r\n ')
