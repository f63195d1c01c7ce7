import { Type } from 'typebox'
import { type ConfigKey, defineConfig, type LiveConfig } from '#hub/config'

const category = 'Slack'
const scopes = ['TENANT'] as const

export const slackToken = defineConfig({
  key: 'slack.bot_token',
  title: 'Bot token',
  description: 'The token of the app in Slack that tells of approvals, beginning with xoxb-. It needs the scope chat:write.',
  category,
  schema: Type.String({ maxLength: 500 }),
  default: '',
  scopes,
  secret: true,
})

export const slackSigningSecret = defineConfig({
  key: 'slack.signing_secret',
  title: 'Signing secret',
  description: 'By it buttons that are pressed in Slack are known to come from there. It stands beside the app’s credentials.',
  category,
  schema: Type.String({ maxLength: 500 }),
  default: '',
  scopes,
  secret: true,
})

export const slackChannel = defineConfig({
  key: 'slack.channel',
  title: 'Channel',
  description: 'The id of the channel in which approvals are asked for, such as C0123456789. The app must be a member of it.',
  category,
  schema: Type.String({ maxLength: 50, pattern: '^[A-Z0-9]*$' }),
  default: '',
  scopes,
})

/** Only for the whole installation: it decides where the tokens of all workspaces are sent to. */
export const slackApiUrl = defineConfig({
  key: 'slack.api_url',
  title: 'Address of Slack',
  description: 'Where the Web API of Slack is. Another one is of use for Slack GovCloud, or behind a proxy.',
  category,
  schema: Type.String({ maxLength: 500, pattern: '^https?://' }),
  default: 'https://slack.com/api',
})

export const slackTellQueries = defineConfig({
  key: 'slack.tell_queries',
  title: 'Database queries',
  description:
    'What becomes of database queries: of those that were asked about in the thread of the question, of all others in a message of their own, or nothing. Never their results.',
  category,
  schema: Type.Enum(['none', 'asked', 'all']),
  default: 'asked',
  scopes,
})

export const slackConfig: readonly ConfigKey[] = [slackToken, slackSigningSecret, slackChannel, slackTellQueries, slackApiUrl]

export type SlackSettings = {
  readonly token: string
  readonly signingSecret: string
  readonly channel: string
  readonly apiUrl: string
}

/** Of a workspace; undefined until everything that is needed is set. */
export function slackSettings(config: LiveConfig, workspaceId: string): SlackSettings | undefined {
  const of = { workspaceId }
  const settings = {
    token: config.value(slackToken, of),
    signingSecret: config.value(slackSigningSecret, of),
    channel: config.value(slackChannel, of),
    apiUrl: config.value(slackApiUrl, of),
  }
  return settings.token === '' || settings.signingSecret === '' || settings.channel === '' ? undefined : settings
}
