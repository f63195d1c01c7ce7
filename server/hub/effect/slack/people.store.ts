import type { Transaction } from 'kysely'
import type { Databases } from '#db'
import type { SlackTables } from './slack.tables.ts'

type Tx = Transaction<SlackTables>

/** Somebody in Slack, as a workspace of ours meets them. */
export type SlackPerson = { readonly workspaceId: string; readonly teamId: string; readonly slackUserId: string }

const tables = (db: Databases) => db.kysely<SlackTables>('effect')

export async function findUserOf(db: Databases, { workspaceId, teamId, slackUserId }: SlackPerson): Promise<string | undefined> {
  const row = await tables(db)
    .selectFrom('slack_people')
    .select('user_id')
    .where('workspace_id', '=', workspaceId)
    .where('team_id', '=', teamId)
    .where('slack_user_id', '=', slackUserId)
    .executeTakeFirst()
  return row?.user_id
}

export async function findSlackOf(
  db: Databases,
  of: { readonly workspaceId: string; readonly userId: string },
): Promise<{ readonly slackUserId: string; readonly teamId: string } | undefined> {
  return await tables(db)
    .selectFrom('slack_people')
    .select(['slack_user_id as slackUserId', 'team_id as teamId'])
    .where('workspace_id', '=', of.workspaceId)
    .where('user_id', '=', of.userId)
    .orderBy('created_at', 'desc')
    .executeTakeFirst()
}

/** One account in Slack is one person here, and one person has one account in it. */
export async function connectPerson(tx: Tx, { workspaceId, teamId, slackUserId }: SlackPerson, userId: string): Promise<void> {
  await disconnectPerson(tx, { workspaceId, userId })
  await tx
    .insertInto('slack_people')
    .values({ workspace_id: workspaceId, team_id: teamId, slack_user_id: slackUserId, user_id: userId })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'team_id', 'slack_user_id']).doUpdateSet({ user_id: userId }))
    .execute()
}

export async function disconnectPerson(tx: Tx, of: { readonly workspaceId: string; readonly userId: string }): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('slack_people')
    .where('workspace_id', '=', of.workspaceId)
    .where('user_id', '=', of.userId)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

export async function deletePerson(tx: Tx, userId: string): Promise<void> {
  await tx.deleteFrom('slack_people').where('user_id', '=', userId).execute()
}

export async function insertInvitation(
  tx: Tx,
  invitation: SlackPerson & { readonly tokenHash: Buffer; readonly expiresAt: Date; readonly now: Date },
): Promise<void> {
  const { workspaceId, teamId, slackUserId, tokenHash, expiresAt, now } = invitation
  // Whoever presses buttons all day long does not fill the table.
  await tx.deleteFrom('slack_invitations').where('expires_at', '<=', now).execute()
  await tx
    .insertInto('slack_invitations')
    .values({
      token_hash: tokenHash,
      workspace_id: workspaceId,
      team_id: teamId,
      slack_user_id: slackUserId,
      expires_at: expiresAt,
    })
    .execute()
}

/** Once: the second who brings it finds nothing. */
export async function takeInvitation(
  tx: Tx,
  of: { readonly workspaceId: string; readonly tokenHash: Buffer; readonly now: Date },
): Promise<SlackPerson | undefined> {
  return await tx
    .deleteFrom('slack_invitations')
    .where('token_hash', '=', of.tokenHash)
    .where('workspace_id', '=', of.workspaceId)
    .where('expires_at', '>', of.now)
    .returning(['workspace_id as workspaceId', 'team_id as teamId', 'slack_user_id as slackUserId'])
    .executeTakeFirst()
}
