import { type Databases, subscription, type Subscription } from '#db'
import { tellQueryOutcome } from '#hub/effect'
import { findUserNames } from '#hub/identity'
import { findPeopleToMail, tellPeople } from '#hub/profile'
import { findActiveWorkspaceName, membersAmong } from '#hub/tenant'
import { queueMail } from '#mail'
import type { AccessTables, QueryRow } from '../access.tables.ts'
import type { AccessContext } from '../context.ts'
import { nameOf, queryChanged } from '../query/move-query.ts'
import { type AccessTx, findQueryRow } from '../query/query.store.ts'
import { type Outcome, outcomeInWords, outcomeOf } from './outcome-words.ts'

type Parts = Pick<AccessContext, 'databases' | 'box' | 'clock'>

type Changed = { readonly workspaceId: string; readonly queryId: string; readonly act: string }

const mailDays = 7

/** Tells people what becomes of queries: in Slack, and by mail whoever waits for one. Never what a database has answered. */
export function noticeSubscription(parts: Parts): Subscription {
  return subscription<AccessTables>({
    consumer: 'access.notices',
    types: [queryChanged],
    handle: async (tx, { payload }) => {
      const { workspaceId, queryId: uuid, act } = payload as Changed
      const row = await findQueryRow(parts.databases, { workspaceId, uuid })
      if (row === undefined) return
      await tellInApp(tx, row, act)
      const names = await findUserNames(parts.databases, [row.user_id, ...(row.cancelled_by === null ? [] : [row.cancelled_by])])
      const text = outcomeInWords(act, row, names.get(row.cancelled_by ?? '') ?? null)
      if (text === undefined) return
      const requester = names.get(row.user_id) ?? 'somebody who has left'
      await tellQueryOutcome(tx, {
        workspaceId,
        queryId: uuid,
        text,
        headline: isExecuted(act, row) ? `${nameOf(row)}, by ${requester}, without being asked about` : null,
        path: pathOf(row),
      })
      const outcome = outcomeOf(act)
      if (outcome !== undefined) await writeTo(tx, parts, row, { outcome, text, requester })
    },
  })
}

/** What was decided is for who asked, what came of it for those who wait for its result as well. */
async function tellInApp(tx: AccessTx, row: QueryRow, act: string): Promise<void> {
  const { workspace_id: workspaceId, user_id: userId, recipients } = row
  const outcome = outcomeOf(act)
  const isDecided = act === 'approved' || act === 'rejected' || act === 'expired'
  if (outcome === undefined && !isDecided) return
  await tellPeople(tx, {
    kind: outcome === undefined ? 'query_decided' : 'query_done',
    workspaceId,
    subject: row.uuid,
    parts: { query: nameOf(row), outcome: outcome ?? act },
    path: pathOf(row),
    people: outcome === undefined ? [userId] : [...new Set([userId, ...recipients])],
  })
}

const pathOf = ({ uuid }: QueryRow) => `/queries/${uuid}`

/** Whether it is over, and was executed. */
const isExecuted = (act: string, { execution_started_at }: QueryRow): boolean =>
  execution_started_at !== null && (outcomeOf(act) !== undefined || act === 'cancelled')

type Told = { readonly outcome: Outcome; readonly text: string; readonly requester: string }

/** To who submitted it and who receives its result, as long as they are members. */
async function writeTo(tx: AccessTx, { databases, box, clock }: Parts, row: QueryRow, told: Told): Promise<void> {
  const { workspace_id: workspaceId, user_id, recipients, instance_name, environment } = row
  const workspace = await findActiveWorkspaceName(databases, workspaceId)
  if (workspace === undefined) return
  const people = await findPeopleToMail(
    databases,
    await stillHere(databases, workspaceId, [user_id, ...recipients]),
    'query_done',
  )
  for (const { id, name, email } of people) {
    await queueMail(tx, box, {
      template: 'query_executed',
      outcome: told.outcome,
      to: email,
      name,
      workspace,
      query: nameOf(row),
      instance: instance_name,
      environment,
      requester: id === user_id ? null : told.requester,
      text: told.text,
      path: pathOf(row),
      expiresAt: new Date(clock().getTime() + mailDays * 86_400_000),
    })
  }
}

async function stillHere(db: Databases, workspaceId: string, userIds: readonly string[]): Promise<string[]> {
  const members = new Set(await membersAmong(db, workspaceId, userIds))
  return [...new Set(userIds)].filter((id) => members.has(id))
}
