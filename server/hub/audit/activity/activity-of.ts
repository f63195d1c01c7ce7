import type { PlacedLine } from '../append-lines.ts'
import { subjectOf } from '../chain/chain-line.ts'

/** A line as people read it, without the name of who did it: that is looked up when it is read. */
export type NewActivity = {
  readonly id: string
  readonly workspaceId: string
  readonly userId: string | null
  readonly description: string
  readonly type: string
  readonly resourceId: string | null
  readonly resourceName: string | null
  readonly at: string
}

/** What happens often and is no news to anybody but an auditor. */
const quiet = new Set([
  'audit.read',
  'audit.verified',
  'effect.receipts_written',
  'user.signed_in',
  'user.signed_out',
  'user.sign_in_failed',
])

/** Where the words of the action make no sentence. */
const phrases: Readonly<Record<string, string>> = {
  'workflow.saved': 'saved a new version of the workflow',
  'workflow.edited': 'edited the workflow',
  'retention.changed': 'changed how long executions are kept in the workspace',
  'audit.exported': 'exported the audit log',
  'effect.receipts_exported': 'exported receipts',
  'audit.checkpoint_made': 'signed the audit log',
}

/** Undefined for what is told to auditors only, and for what belongs to no workspace. */
export function activityOf(line: PlacedLine): NewActivity | undefined {
  const { id, workspaceId, userId, action, resourceType: type, resourceId, at } = line
  if (workspaceId === null || quiet.has(action)) return undefined
  // A person's name is looked up when the activity is read, so that it is nowhere once the person is erased.
  const resourceName = subjectOf(line) === null ? nameOf(line) : null
  return { id, workspaceId, userId, description: describe(action, type), type, resourceId, resourceName, at }
}

/** `member.role_changed` is "changed the role of the member". */
function describe(action: string, type: string): string {
  const phrase = phrases[action]
  if (phrase !== undefined) return phrase
  const words = (action.split('.').at(-1) ?? action).split('_')
  const [verb, what] = [words.at(-1) ?? '', words.slice(0, -1).join(' ')]
  const thing = type.replaceAll('_', ' ')
  return what === '' ? `${verb} the ${thing}` : `${verb} the ${what} of the ${thing}`
}

function nameOf({ values }: PlacedLine): string | null {
  const { old, new: became, metadata } = values?.content ?? {}
  const name = [became, old, metadata].map((part) => part?.['name']).find((one) => typeof one === 'string')
  return typeof name === 'string' ? name : null
}
