import * as contract from '@steward/contract/api/slack'
import { record } from '#hub/audit'
import { hashToken } from '#hub/identity'
import { type RequestScope, route, type Route } from '#http'
import { SlackClient, SlackFailure } from '#slack'
import { slackError } from './errors.ts'
import { connectPerson, disconnectPerson, findSlackOf, takeInvitation } from './people.store.ts'
import { slackSettings } from './slack.config.ts'
import type { SlackParts } from './slack-sender.ts'
import type { SlackTables } from './slack.tables.ts'

export function slackRoutes(parts: Pick<SlackParts, 'db' | 'config' | 'net' | 'publicUrl'>): readonly Route[] {
  const { config, net, publicUrl } = parts
  const standing = async ({ db, workspaceId, actorId }: RequestScope) => {
    const settings = slackSettings(config, workspaceId)
    const me = actorId === null ? undefined : await findSlackOf(db, { workspaceId, userId: actorId })
    return {
      isConfigured: settings !== undefined,
      channel: settings?.channel ?? null,
      interactionsUrl: `${publicUrl}/slack/interactions/${workspaceId}`,
      me: me ?? null,
    }
  }
  return [
    route(contract.getSlack, ({ scope }) => standing(scope)),

    route(contract.checkSlack, async ({ scope }) => {
      const settings = slackSettings(config, scope.workspaceId)
      if (settings === undefined) throw slackError.slack_not_set_up()
      const client = new SlackClient({ ...settings, net })
      try {
        const told = await client.check()
        const text = 'Steward asks for approvals in this channel.'
        await client.post({ channel: settings.channel, text, blocks: [{ type: 'section', text: { type: 'mrkdwn', text } }] })
        return told
      } catch (error) {
        throw error instanceof SlackFailure ? slackError.slack_refused({ reason: error.message }, error) : error
      }
    }),

    route(contract.connectSlack, async ({ scope, actor, body }) => {
      const { workspaceId, now } = scope
      // A key could connect its owner with somebody else’s account.
      if (actor.kind !== 'session') throw slackError.session_only()
      const { userId } = actor
      // Outside of the wall: no request of a member reads the tokens of others.
      await parts.db.transaction<SlackTables, void>('effect', async (tx) => {
        const person = await takeInvitation(tx, { workspaceId, tokenHash: hashToken(body.token), now })
        if (person === undefined) throw slackError.slack_link_gone()
        await connectPerson(tx, person, userId)
        const { teamId, slackUserId } = person
        await record(tx, scope, {
          action: 'slack.connected',
          resourceType: 'user',
          resourceId: userId,
          new: { teamId, slackUserId },
        })
      })
      return await standing(scope)
    }),

    route(contract.disconnectSlack, async ({ scope, actor }) => {
      const { workspaceId } = scope
      await scope.db.transaction<SlackTables, void>('effect', async (tx) => {
        if (!(await disconnectPerson(tx, { workspaceId, userId: actor.userId }))) return
        await record(tx, scope, { action: 'slack.disconnected', resourceType: 'user', resourceId: actor.userId })
      })
      return null
    }),
  ]
}
