import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { Nothing, Nullable } from './page.ts'

const tag = 'slack'

/** How this workspace and Slack know each other. */
export const SlackStanding = Type.Object(
  {
    isConfigured: Type.Boolean({ description: 'There is a token, a signing secret and a channel.' }),
    channel: Nullable(Type.String()),
    /** What an app in Slack is given as its address for buttons. */
    interactionsUrl: Type.String(),
    /** The caller’s account in Slack, where it is connected. */
    me: Nullable(Type.Object({ slackUserId: Type.String(), teamId: Type.String() })),
  },
  { $id: 'SlackStanding' },
)
export type SlackStanding = Static<typeof SlackStanding>

export const getSlack = endpoint({
  method: 'GET',
  path: '/slack',
  operationId: 'getSlack',
  tag,
  permission: 'session',
  summary: 'Whether Slack is set up for this workspace, and whether the caller’s account is connected.',
  response: SlackStanding,
})

export const checkSlack = endpoint({
  method: 'POST',
  path: '/slack/check',
  operationId: 'checkSlack',
  tag,
  permission: 'config:write',
  status: 200,
  summary: 'Sends a message to the channel, and says whose token it is.',
  response: Type.Object({ team: Type.String(), bot: Type.String() }),
})

export const connectSlack = endpoint({
  method: 'POST',
  path: '/slack/connection',
  operationId: 'connectSlack',
  tag,
  permission: 'session',
  status: 200,
  summary: 'Connects the account in Slack that was given this one-time token with the caller.',
  body: Type.Object({ token: Type.String({ minLength: 20, maxLength: 200 }) }, { additionalProperties: false }),
  response: SlackStanding,
})

export const disconnectSlack = endpoint({
  method: 'DELETE',
  path: '/slack/connection',
  operationId: 'disconnectSlack',
  tag,
  permission: 'session',
  status: 204,
  summary: 'Takes the connection with the caller’s account in Slack away.',
  response: Nothing,
})
