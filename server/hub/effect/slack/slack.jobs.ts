import type { Transaction } from 'kysely'
import { type Databases, subscription, type Subscription, userPurged } from '#db'
import type { LiveConfig } from '#hub/config'
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
import { slackSettings } from './slack.config.ts'
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
      consumer: 'effect.slack_people',
      types: [userPurged],
      handle: (tx, { payload }) => deletePerson(tx, (payload as { userId: string }).userId),
    }),
  ]
}

/** Says something in the thread of an approval, where there is one in Slack. For what became of what was approved. */
export async function tellInThread(
  { db, config }: Parts,
  of: { readonly workspaceId: string; readonly approvalId: string; readonly text: string },
): Promise<void> {
  if (slackSettings(config, of.workspaceId) === undefined) return
  await db.transaction<SlackTables, void>('effect', async (tx: Transaction<SlackTables>) =>
    insertNotice(tx, { ...of, kind: 'note' }),
  )
}
