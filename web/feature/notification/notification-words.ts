import type { NotificationKind } from '@steward/contract/notification'
import type { Notification } from '@steward/contract/api/notification'
import type { TFunction } from 'i18next'
import type { State } from '../../ui/state.ts'

type Words = TFunction<'notification'>

/** The sentence of a notification, and what else there is to say of it. */
export function wordsOf(
  t: Words,
  { kind, parts, count }: Notification,
): { readonly text: string; readonly more: string | undefined } {
  const value = (name: string) => {
    const part = parts[name]
    return part === null || part === undefined ? t(name === 'person' ? 'someone' : 'gone') : String(part)
  }
  const values = {
    count,
    workflow: value('workflow'),
    node: value('node'),
    connection: value('connection'),
    what: value('what'),
    query: value('query'),
    person: value('person'),
    outcome: outcomeOf(t, parts['outcome'] ?? parts['state']),
    subject: taskWords(t, String(parts['subject'])),
  }
  return { text: t(`say_${kind}`, values), more: moreOf(t, kind, parts) }
}

function moreOf(t: Words, kind: NotificationKind, parts: Notification['parts']): string | undefined {
  if (kind === 'execution_failed' && typeof parts['node'] === 'string')
    return t('say_execution_failed_at', { node: parts['node'] })
  if (kind === 'connection_stopped') return t('say_connection_stopped_more')
  if (kind === 'new_sign_in' && typeof parts['device'] === 'string') return parts['device']
  return undefined
}

const outcomes = [
  'approved',
  'rejected',
  'changes_requested',
  'expired',
  'completed',
  'failed',
  'in_doubt',
  'done',
  'cancelled',
] as const

function outcomeOf(t: Words, outcome: unknown): string {
  const known = outcomes.find((one) => one === outcome)
  return known === undefined ? '' : t(`outcome_${known}`)
}

const subjects = [
  'audit_log',
  'receipts',
  'workflows.import',
  'workflows.archive',
  'workflows.delete',
  'workflows.activate',
  'workflows.deactivate',
  'workflows.tag',
  'workflows.move',
  'workflows.export',
  'executions.retry',
  'executions.cancel',
] as const

/** What a task does. */
export function taskWords(t: Words, subject: string): string {
  const known = subjects.find((one) => one === subject)
  return t(known === undefined ? 'task_other' : `task_${known}`)
}

/** How it looks in the list: what went wrong, what waits for the person, what went well, and plain news. */
export function stateOf({ kind, parts }: Notification): State {
  const outcome = parts['outcome'] ?? parts['state']
  if (kind === 'effect_in_doubt' || outcome === 'in_doubt') return 'in_doubt'
  if (kind === 'approval_asked' || kind === 'approval_expiring') return 'waiting'
  if (kind === 'execution_failed' || kind === 'connection_stopped' || outcome === 'failed' || outcome === 'rejected')
    return 'failed'
  if (kind === 'workflow_recovered' || outcome === 'completed' || outcome === 'approved' || outcome === 'done') return 'completed'
  return 'queued'
}
