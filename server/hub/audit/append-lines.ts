import type { Transaction } from 'kysely'
import { purgeAgain } from '#db'
import { activityOf } from './activity/activity-of.ts'
import { findLastNames, insertActivities } from './activity/activity.store.ts'
import { type ChainLine, chainOf, link, noHead, seal, type Statement } from './chain/chain-line.ts'
import { findGone, insertLines, lockChains } from './line.store.ts'
import type { RecordedAct } from './record.ts'

/** An act on its way into the log; its id becomes the line's. */
export type ArrivedAct = RecordedAct & { readonly id: string }

/**
 * Puts lines behind the heads of their chains, in the order in which they came. One transaction at a time writes to a
 * chain, in whichever process: the next one waits, and then sees the head that this one leaves.
 */
export async function appendLines<Tables>(tx: Transaction<Tables>, acts: readonly ArrivedAct[], now: Date): Promise<void> {
  const byChain = Map.groupBy(acts, (act) => chainOf(act.workspaceId))
  const heads = await lockChains(tx, [...byChain.keys()])
  const lines = [...byChain].flatMap(([chain, own]) =>
    link(
      chain,
      heads.get(chain) ?? noHead,
      own.map((act) => statementOf(act, now)),
    ).map((line) => ({ ...line, workspaceId: own[0]?.workspaceId ?? null })),
  )
  await insertLines(tx, lines)
  await tellActivities(tx, lines)
}

export type PlacedLine = ChainLine & { readonly workspaceId: string | null }

function statementOf(act: ArrivedAct, now: Date): Statement {
  const { address, agent, old, new: became, metadata } = act
  return {
    id: act.id,
    at: new Date(act.at).toISOString(),
    recordedAt: now.toISOString(),
    userId: act.userId,
    means: act.means ?? null,
    action: act.action,
    resourceType: act.resourceType,
    resourceId: act.resourceId,
    origin: address === null && agent === null ? null : seal({ address, agent }),
    values: old === null && became === null && metadata === null ? null : seal({ old, new: became, metadata }),
  }
}

/** The last thing that happens to a workspace. Lines of before that are late still come behind it. */
const lastAct = 'workspace.purged'

/** A line that tells no name is about a thing that an earlier one has named, in this batch or before it. */
async function tellActivities<Tables>(tx: Transaction<Tables>, lines: readonly PlacedLine[]): Promise<void> {
  const gone = await findGone(tx, lines, lastAct)
  // From here on nothing is added for them; what was added since they were purged goes now.
  for (const { action, workspaceId } of lines)
    if (action === lastAct && workspaceId !== null) await purgeAgain(tx, 'audit', workspaceId)
  const told = lines.flatMap((line) => (gone.has(line.workspaceId) ? [] : (activityOf(line) ?? [])))
  if (told.length === 0) return
  const names = await findLastNames(
    tx,
    told.filter(({ resourceName }) => resourceName === null),
  )
  const activities = told.map((one) => {
    const key = `${one.workspaceId} ${one.type} ${one.resourceId}`
    const resourceName = one.resourceName ?? names.get(key) ?? null
    if (resourceName !== null) names.set(key, resourceName)
    return { ...one, resourceName }
  })
  await insertActivities(tx, activities)
}
