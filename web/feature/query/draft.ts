import type { Query } from '@steward/contract/api/query'

type Chosen = { readonly id: string; readonly name: string }

/** What somebody has typed and not submitted. */
export type Draft = {
  readonly instanceId: string | null
  readonly database: string | null
  readonly form: 'query' | 'script'
  readonly text: string
  readonly fileName: string | null
  readonly comments: string
  readonly ticketUrl: string
  /** As the field has it: a local time without a zone. Empty: as soon as it may. */
  readonly scheduleAt: string
  readonly recipients: readonly Chosen[]
  readonly statementMs: number | null
  readonly rows: number | null
  readonly clonedFrom: string | null
}

export const emptyDraft: Draft = {
  instanceId: null,
  database: null,
  form: 'query',
  text: '',
  fileName: null,
  comments: '',
  ticketUrl: '',
  scheduleAt: '',
  recipients: [],
  statementMs: null,
  rows: null,
  clonedFrom: null,
}

/** The same request once more; `isSame` where it is the one that is changed and not a new one. */
export function draftOf(query: Query, isSame: boolean): Draft {
  const { instance, database, form, text, fileName, comments, ticketUrl, scheduleAt, recipients } = query
  return {
    ...emptyDraft,
    instanceId: instance.id,
    database,
    form: form === 'script' ? 'script' : 'query',
    text,
    fileName,
    comments: comments ?? '',
    ticketUrl: ticketUrl ?? '',
    scheduleAt: isSame && scheduleAt !== null ? localTime(scheduleAt) : '',
    recipients: recipients.map(({ id, name }) => ({ id, name })),
    clonedFrom: isSame ? null : query.id,
  }
}

/** `2026-11-21T14:30`, in the zone of the device, as fields for times have it. */
export function localTime(at: string): string {
  const time = new Date(at)
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

const textOr = (value: unknown, other: string | null) => (typeof value === 'string' ? value : other)
const numberOr = (value: unknown) => (typeof value === 'number' && Number.isFinite(value) ? value : null)

/** What was kept, whatever has become of it since; undefined where it is no draft. */
export function readDraft(kept: string | null): Draft | undefined {
  let value: unknown
  try {
    value = JSON.parse(kept ?? 'null')
  } catch {
    return undefined
  }
  if (typeof value !== 'object' || value === null) return undefined
  const draft = value as Readonly<Record<string, unknown>>
  const recipients = Array.isArray(draft['recipients']) ? (draft['recipients'] as unknown[]) : []
  return {
    instanceId: textOr(draft['instanceId'], null),
    database: textOr(draft['database'], null),
    form: draft['form'] === 'script' ? 'script' : 'query',
    text: textOr(draft['text'], '') ?? '',
    fileName: textOr(draft['fileName'], null),
    comments: textOr(draft['comments'], '') ?? '',
    ticketUrl: textOr(draft['ticketUrl'], '') ?? '',
    scheduleAt: textOr(draft['scheduleAt'], '') ?? '',
    recipients: recipients.flatMap((one) => (isChosen(one) ? [one] : [])),
    statementMs: numberOr(draft['statementMs']),
    rows: numberOr(draft['rows']),
    clonedFrom: textOr(draft['clonedFrom'], null),
  }
}

function isChosen(value: unknown): value is Chosen {
  if (typeof value !== 'object' || value === null) return false
  const { id, name } = value as Partial<Chosen>
  return typeof id === 'string' && typeof name === 'string'
}

export type DraftFault = 'instance' | 'database' | 'text' | 'ticket' | 'schedule'

/** What is missing or wrong before it can be submitted; the first of it. */
export function faultOf(draft: Draft, now: Date): DraftFault | undefined {
  if (draft.instanceId === null) return 'instance'
  if (draft.database === null) return 'database'
  if (draft.text.trim() === '') return 'text'
  if (draft.ticketUrl.trim() !== '' && !/^https?:\/\/\S+$/.test(draft.ticketUrl.trim())) return 'ticket'
  if (draft.scheduleAt !== '' && !(new Date(draft.scheduleAt) > now)) return 'schedule'
  return undefined
}

const orNull = (text: string) => (text.trim() === '' ? null : text.trim())

/** What both a new request and a changed one say about it. */
export function sharedBody(draft: Draft) {
  return {
    text: draft.text,
    comments: orNull(draft.comments),
    ticketUrl: orNull(draft.ticketUrl),
    recipients: draft.recipients.map(({ id }) => id),
    scheduleAt: draft.scheduleAt === '' ? null : new Date(draft.scheduleAt).toISOString(),
  }
}
