import { effectOutcomes } from '@steward/contract/api/effect'
import { environments, subjectKinds } from '@steward/contract/api/policy'
import { effectClasses } from '@steward/contract/effect'
import { effectError } from '../errors.ts'
import type { ReceiptFilter, ReceiptPage } from './receipt-query.store.ts'
import { storable } from './storable.ts'

/** What is asked for over the API; several of a kind stand behind each other, separated by commas. */
export type ReceiptQuery = { readonly [Name in QueryName]?: string | undefined }

type QueryName =
  | 'workflowId'
  | 'executionId'
  | 'class'
  | 'outcome'
  | 'environment'
  | 'subject'
  | 'connector'
  | 'connection'
  | 'approvalId'
  | 'actor'
  | 'target'
  | 'text'
  | 'from'
  | 'to'

export function filterOf(workspaceId: string, query: ReceiptQuery): ReceiptFilter {
  const text = query.text?.trim() ?? ''
  return {
    workspaceId,
    workflowId: query.workflowId,
    executionId: query.executionId,
    classes: readClasses(query.class),
    outcomes: readOutcomes(query.outcome),
    environments: readSome('environment', environments, query.environment),
    subjects: readSome('subject', subjectKinds, query.subject),
    connector: asStored(query.connector),
    connection: asStored(query.connection),
    approvalId: query.approvalId,
    actor: query.actor,
    target: asStored(query.target),
    text: text === '' ? undefined : storable(text),
    from: query.from,
    to: query.to,
  }
}

/** The filters that somebody has set, for the record. */
export const usedFilters = (query: ReceiptQuery): Record<string, string> =>
  Object.fromEntries(Object.entries(query).filter((entry): entry is [string, string] => typeof entry[1] === 'string'))

function readClasses(text: string | undefined): readonly string[] | undefined {
  const classes = split(text)
  const strange = strangeIn(effectClasses, classes)
  if (strange !== undefined) throw effectError.unknown_class({ class: strange, classes: effectClasses.join(', ') })
  return classes
}

function readOutcomes(text: string | undefined): readonly string[] | undefined {
  const outcomes = split(text)
  const strange = strangeIn(effectOutcomes, outcomes)
  if (strange !== undefined) throw effectError.unknown_outcome({ outcome: strange, outcomes: effectOutcomes.join(', ') })
  return outcomes
}

function readSome(filter: string, known: readonly string[], text: string | undefined): readonly string[] | undefined {
  const wanted = split(text)
  const strange = strangeIn(known, wanted)
  if (strange !== undefined) throw effectError.unknown_choice({ filter, value: strange, values: known.join(', ') })
  return wanted
}

const asStored = (text: string | undefined) => (text === undefined ? undefined : storable(text))
const split = (text: string | undefined) => text?.split(',').filter((one) => one !== '')
const strangeIn = (known: readonly string[], given: readonly string[] | undefined) =>
  given?.find((one) => !known.includes(one))?.slice(0, 50)

const cursor = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

export function readCursor(after: string | undefined): ReceiptPage['after'] {
  if (after === undefined) return undefined
  const [, intendedAt = '', id = ''] = cursor.exec(after) ?? []
  if (Number.isNaN(Date.parse(intendedAt))) throw effectError.bad_cursor()
  return { intendedAt, id }
}
