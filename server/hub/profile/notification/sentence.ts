import type { NotificationKind } from '@steward/contract/notification'
import type { Parts } from './notification.tables.ts'

type Said = { readonly parts: Parts; readonly count: number }

/** What mails and browsers say, where the web app with its languages is not at hand. */
export function sentenceOf(kind: NotificationKind, said: Said): string {
  return sentences[kind](partsOf(said), said.count)
}

type Read = (name: string) => string

const partsOf =
  ({ parts }: Said): Read =>
  (name) =>
    String(parts[name] ?? 'somebody or something that is gone')

const times = (count: number) => (count === 1 ? '' : `, ${count} times`)

const sentences: { readonly [Kind in NotificationKind]: (part: Read, count: number) => string } = {
  execution_failed: (part, count) => `${part('workflow')} failed${times(count)}`,
  workflow_recovered: (part) => `${part('workflow')} works again`,
  effect_in_doubt: (part, count) =>
    count === 1
      ? `Nobody knows whether ${part('node')} in ${part('workflow')} happened`
      : `${count} effects of ${part('workflow')} are in doubt`,
  schedule_missed: (part, count) =>
    `${part('workflow')} missed ${count === 1 ? 'a time of its schedule' : `${count} times of its schedule`}`,
  connection_stopped: (part) => `${part('connection')} does not answer, so it is not called for now`,
  approval_asked: (part) => `${part('what')} waits for your answer`,
  approval_expiring: (part) => `${part('what')} still waits for your answer`,
  approval_decided: (part) => `${part('what')}: ${outcomeWords(part('outcome'))}`,
  query_decided: (part) => `${part('query')}: ${outcomeWords(part('outcome'))}`,
  query_done: (part) => `${part('query')}: ${outcomeWords(part('outcome'))}`,
  task_finished: (part) => `${subjectWords(part('subject'))}: ${outcomeWords(part('state'))}`,
  member_joined: (part, count) => (count === 1 ? `${part('person')} joined` : `${part('person')} and others joined`),
  new_sign_in: (part) => `Your account was signed in to from a new device: ${part('device')}`,
}

const words: Readonly<Record<string, string>> = { in_doubt: 'in doubt', changes_requested: 'sent back for changes' }
const outcomeWords = (outcome: string): string => words[outcome] ?? outcome
const subjects: Readonly<Record<string, string>> = {
  audit_log: 'Export of the audit log',
  receipts: 'Export of receipts',
  'workflows.import': 'Import of workflows',
}
const subjectWords = (subject: string): string => subjects[subject] ?? 'Your task'
