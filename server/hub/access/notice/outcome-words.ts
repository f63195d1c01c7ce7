import type { QueryRow } from '../access.tables.ts'

/** How an execution came out, for whoever waits for it. */
export type Outcome = 'completed' | 'failed' | 'in_doubt'

const outcomes: Readonly<Record<string, Outcome>> = { completed: 'completed', failed: 'failed', left_in_doubt: 'in_doubt' }

/** Undefined for what is no end of an execution. */
export const outcomeOf = (act: string): Outcome | undefined => outcomes[act]

/**
 * What has become of a query by this act, for places where not everybody may see its result: counts, and what Steward
 * itself says about it. Undefined where there is nothing to tell. `by` is the name of who cancelled it.
 */
export function outcomeInWords(act: string, row: QueryRow, by: string | null): string | undefined {
  const { execution_error, rejection_reason, approval_id } = row
  switch (act) {
    case 'started':
      return 'It is being executed.'
    case 'completed':
      return `It is done: ${countsOf(row)}.`
    case 'failed':
      return `It failed. ${ownWords(execution_error)}`
    case 'left_in_doubt':
      return `Nobody knows whether it happened. ${ownWords(execution_error)}`
    case 'cancelled':
      return cancelled(row, by)
    case 'expired':
      return `It has expired. ${rejection_reason ?? ''}`.trim()
    case 'rejected':
      // Who says no to a question does so in its message; what a policy says later is said nowhere else.
      return approval_id === null ? `It is not executed. ${rejection_reason ?? ''}`.trim() : undefined
    default:
      return undefined
  }
}

function cancelled({ execution_started_at, execution_error }: QueryRow, by: string | null): string {
  const how = execution_started_at === null ? 'It was cancelled' : 'It was cancelled while it was executed'
  if (by !== null) return `${how}, by ${by}.`
  return execution_started_at === null && execution_error !== null ? `It was cancelled. ${ownWords(execution_error)}` : `${how}.`
}

function countsOf({ result_rows, changed_rows, result_is_truncated, result_columns, duration_ms, undo_of }: QueryRow): string {
  const rows = result_rows ?? 0
  const masked = (result_columns ?? []).filter(({ isMasked }) => isMasked).length
  const parts = [
    ...(changed_rows === null ? [] : [`${counted(Number(changed_rows), 'row')} ${undo_of === null ? 'changed' : 'taken back'}`]),
    ...(undo_of !== null && rows > 0 ? [`${counted(rows, 'row')} left, for they were changed since`] : []),
    ...(undo_of === null && (changed_rows === null || rows > 0)
      ? [`${counted(rows, 'row')}${result_is_truncated === true ? ', cut off by the limits' : ''}`]
      : []),
    ...(masked === 0 ? [] : [`${counted(masked, 'column')} masked`]),
    ...(duration_ms === null ? [] : [`in ${lasting(duration_ms)}`]),
  ]
  return parts.join(', ')
}

const counted = (count: number, thing: string) => `${count} ${thing}${count === 1 ? '' : 's'}`
const lasting = (ms: number) => (ms < 1_000 ? `${Math.max(1, Math.round(ms))} ms` : `${(ms / 1_000).toFixed(1)} s`)

const elsewhere = 'Why stands with the query.'
const more = 'The rest stands with the query.'

/**
 * The sentences of an error up to where it quotes somebody: a database, a certificate or a script, whose words may hold
 * values. They come after a colon, in quotation marks or in brackets.
 */
export function ownWords(error: string | null): string {
  const text = error ?? ''
  const quotes = text.search(/[:"“`(]/)
  if (quotes === -1) return text === '' ? elsewhere : text
  const own = text.slice(0, quotes).trim()
  const end = own.lastIndexOf('. ')
  if (end !== -1) return `${own.slice(0, end + 1)} ${more}`
  // Less is no sentence, only who says it.
  return own.split(' ').length < 3 ? elsewhere : `${own}. ${more}`
}
