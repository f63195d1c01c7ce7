import type { PlanNode } from '#engine/core'
import type { Intent } from './drive.ts'
import { effectKey } from './effect-key.ts'
import type { IntentEntry } from './journal.ts'

/** The word that is stored before an effect happens. */
export async function intentEntry(executionId: string, { node }: PlanNode, intent: Intent): Promise<IntentEntry> {
  const { target, connection, hash } = await intent.describe()
  return {
    k: 'intent',
    n: node.id,
    r: intent.runIndex,
    e: intent.effect,
    t: intent.startedMs,
    rep: intent.repeatable,
    key: effectKey(executionId, node.id, intent.runIndex),
    name: node.name,
    ...(target === null ? {} : { to: target }),
    ...(connection === undefined ? {} : { c: connection }),
    q: hash,
  }
}
