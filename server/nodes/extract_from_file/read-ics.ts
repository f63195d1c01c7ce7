import { DateTime } from 'luxon'
import { NodeError, type JsonObject, type JsonValue } from '@steward/sdk/node'

type Line = { readonly name: string; readonly params: Readonly<Record<string, string>>; readonly value: string }

const texts: Readonly<Record<string, string>> = {
  SUMMARY: 'summary',
  DESCRIPTION: 'description',
  LOCATION: 'location',
  UID: 'uid',
  URL: 'url',
  STATUS: 'status',
  CLASS: 'class',
  TRANSP: 'timeTransparent',
  GEO: 'geo',
  COMMENT: 'comment',
  RRULE: 'recurrenceRule',
  DURATION: 'duration',
}
const dates: Readonly<Record<string, string>> = {
  DTSTAMP: 'stamp',
  DTSTART: 'start',
  DTEND: 'end',
  CREATED: 'created',
  'LAST-MODIFIED': 'lastModified',
  'RECURRENCE-ID': 'recurrenceId',
}
const numbers: Readonly<Record<string, string>> = { SEQUENCE: 'sequence', PRIORITY: 'priority' }

/** Reads a calendar file: its facts and its events. */
export function readIcs(content: string): JsonObject {
  const lines = unfold(content).map(readLine)
  if (lines[0]?.name !== 'BEGIN' || lines[0].value.toUpperCase() !== 'VCALENDAR') {
    throw new NodeError('The file is not a calendar: it does not begin with BEGIN:VCALENDAR.', { retryable: false })
  }
  const calendar: JsonObject = {}
  const events: JsonObject[] = []
  const open: string[] = []
  for (const line of lines) {
    if (line.name === 'BEGIN') {
      open.push(line.value.toUpperCase())
      if (open.join('/') === 'VCALENDAR/VEVENT') events.push({})
    } else if (line.name === 'END') open.pop()
    else if (open.join('/') === 'VCALENDAR') addFact(calendar, line)
    else if (open.join('/') === 'VCALENDAR/VEVENT') addField(events.at(-1) ?? {}, line)
  }
  return { ...calendar, ...(events.length > 0 ? { events } : {}) }
}

function addFact(calendar: JsonObject, { name, value }: Line): void {
  const fact = { VERSION: 'version', PRODID: 'prodId', METHOD: 'method', 'X-WR-CALNAME': 'name' }[name]
  if (fact !== undefined) calendar[fact] = unescaped(value)
}

function addField(event: JsonObject, line: Line): void {
  const { name, value, params } = line
  if (texts[name] !== undefined) event[texts[name]] = unescaped(value)
  else if (dates[name] !== undefined) event[dates[name]] = readDate(line)
  else if (numbers[name] !== undefined) event[numbers[name]] = Number(value)
  else if (name === 'CATEGORIES') event['categories'] = value.split(',').map(unescaped)
  else if (name === 'ORGANIZER') event['organizer'] = person(params, value)
  else if (name === 'ATTENDEE') {
    const known = event['attendees']
    event['attendees'] = [...(Array.isArray(known) ? known : []), person(params, value)]
  }
}

function person(params: Line['params'], value: string): JsonValue {
  const about: JsonObject = { email: value.replace(/^mailto:/i, '') }
  if (params['CN'] !== undefined) about['name'] = params['CN']
  if (params['ROLE'] !== undefined) about['role'] = params['ROLE']
  if (params['PARTSTAT'] !== undefined) about['partstat'] = params['PARTSTAT']
  if (params['RSVP'] !== undefined) about['rsvp'] = params['RSVP'].toUpperCase() === 'TRUE'
  return about
}

function readDate({ value, params }: Line): JsonObject {
  const type = params['VALUE'] === 'DATE' || /^\d{8}$/.test(value) ? 'DATE' : 'DATE-TIME'
  const zone = value.endsWith('Z') ? 'utc' : (params['TZID'] ?? 'utc')
  const moment = DateTime.fromFormat(value.replace(/Z$/, ''), type === 'DATE' ? 'yyyyMMdd' : "yyyyMMdd'T'HHmmss", { zone })
  const local = params['TZID'] === undefined ? {} : { local: { timezone: params['TZID'], date: value } }
  return { date: moment.isValid ? (moment.toUTC().toISO() ?? value) : value, type, ...local }
}

/** A line that begins with a space goes on where the one before it ended. */
function unfold(content: string): string[] {
  return content
    .replaceAll(/\r?\n[ \t]/g, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
}

function readLine(line: string): Line {
  const match = /^([A-Za-z0-9-]+)((?:;[^=:;]+=(?:"[^"]*"|[^":;]*))*):(.*)$/.exec(line)
  if (match === null) return { name: line.toUpperCase(), params: {}, value: '' }
  const [, name = '', params = '', value = ''] = match
  const pairs = [...params.matchAll(/;([^=:;]+)=("[^"]*"|[^":;]*)/g)].map(([, key = '', text = '']) => [
    key.toUpperCase(),
    text.replaceAll('"', ''),
  ])
  return { name: name.toUpperCase(), params: Object.fromEntries(pairs) as Line['params'], value }
}

const unescaped = (text: string) =>
  text.replaceAll(/\\([\\,;nN])/g, (_, sign: string) => (sign.toLowerCase() === 'n' ? '\n' : sign))
