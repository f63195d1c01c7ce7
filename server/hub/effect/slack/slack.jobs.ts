import type { Transaction } from 'kysely'
import { type Databases, publish, subscription, type Subscription, userPurged } from '#db'
import type { LiveConfig } from '#hub/config'
import { findLatestId } from '../approval/approval.store.ts'
import {
  approvalDecided,
  approvalDelegated,
  approvalEscalated,
  approvalReminded,
  approvalRequested,
  approvalSuperseded,
} from '../approval/change-approval.ts'
import { findMessage, insertNotice } from './notice.store.ts'
import { deletePerson } from './people.store.ts'
import { slackSettings, slackTellQueries } from './slack.config.ts'
import type { SlackTables } from './slack.tables.ts'

type Parts = { readonly db: Databases; readonly config: LiveConfig }

const notes: Readonly<Record<string, string>> = {
  [approvalReminded]: 'This still waits for a decision.',
  [approvalEscalated]: 'Nobody has decided yet, so others are asked as well.',
  [approvalDelegated]: 'The decision was handed over.',
}

/** Keeps what is to be told in Slack, where a workspace has set it up. */
export function slackSubscriptions({ db, config }: Parts): readonly Subscription[] {
  return [
    subscription<SlackTables>({
      consumer: 'effect.slack',
      types: [approvalRequested, approvalDecided, approvalSuperseded, ...Object.keys(notes)],
      handle: async (tx, { type, payload }) => {
        const { approvalId, workspaceId } = payload as { approvalId: string; workspaceId: string }
        if (slackSettings(config, workspaceId) === undefined) return
        const isAsked = type === approvalRequested && (await findMessage(db, { workspaceId, approvalId })) === undefined
        await insertNotice(tx, { workspaceId, approvalId, kind: isAsked ? 'asked' : 'changed' })
        const text = notes[type]
        if (text !== undefined) await insertNotice(tx, { workspaceId, approvalId, kind: 'note', text })
      },
    }),
    subscription<SlackTables>({
      consumer: 'effect.slack_outcomes',
      types: [outcomeTold],
      handle: (tx, { payload }) => keepOutcome(tx, { db, config }, payload as unknown as QueryOutcome),
    }),
    subscription<SlackTables>({
      consumer: 'effect.slack_people',
      types: [userPurged],
      handle: (tx, { payload }) => deletePerson(tx, (payload as { userId: string }).userId),
    }),
  ]
}

const outcomeTold = 'effect.query_outcome_told'

/** What becomes of a query, in words for people: of the database no more than counts. */
export type QueryOutcome = {
  readonly workspaceId: string
  readonly queryId: string
  readonly text: string
  /** What stands above the text where nobody was asked, so that it stands alone; null: then it is not told at all. */
  readonly headline: string | null
  /** Where the query is to be seen, below the address of the installation. */
  readonly path: string
}

/** Tells in Slack what becomes of a query, once the transaction commits, as far as the workspace wants to hear of it. */
export async function tellQueryOutcome<Tables>(tx: Transaction<Tables>, outcome: QueryOutcome): Promise<void> {
  await publish(tx, { type: outcomeTold, key: outcome.queryId, payload: outcome })
}

/** A note in the thread of what was asked last about the query; a message of its own where nothing was. */
async function keepOutcome(tx: Transaction<SlackTables>, { db, config }: Parts, outcome: QueryOutcome): Promise<void> {
  const { workspaceId, queryId, text, headline, path } = outcome
  const wanted = config.value(slackTellQueries, { workspaceId })
  if (wanted === 'none' || slackSettings(config, workspaceId) === undefined) return
  const approvalId = await findLatestId(db, { workspaceId, kind: 'query', id: queryId })
  if (approvalId !== undefined) return await insertNotice(tx, { workspaceId, approvalId, kind: 'note', text, path })
  if (wanted !== 'all' || headline === null) return
  await insertNotice(tx, { workspaceId, approvalId: null, kind: 'told', text: `${headline}\n${text}`, path })
}
