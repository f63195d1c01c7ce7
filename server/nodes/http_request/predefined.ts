import { toText } from '#engine/data'
import { type JsonObject, NodeError } from '@steward/sdk/node'
import { basic } from './basic.ts'
import type { Access } from './request.ts'

type Added = Omit<Access, 'secrets'>

/** Services whose key does not travel as `Authorization: Bearer`. Names of kinds and fields are n8n's. */
const special: Readonly<Record<string, (value: (name: string) => string) => Added>> = {
  airtableApi: (value) => bearer(value('apiKey')),
  anthropicApi: (value) => ({ headers: { 'x-api-key': value('apiKey'), 'anthropic-version': '2023-06-01' } }),
  googlePalmApi: (value) => ({ headers: { 'x-goog-api-key': value('apiKey') } }),
  githubApi: (value) => ({ headers: { authorization: `token ${value('accessToken')}` } }),
  gitlabApi: (value) => ({ headers: { 'private-token': value('accessToken') } }),
  jiraSoftwareCloudApi: (value) => ({ headers: { authorization: basic(value('email'), value('apiToken')) } }),
  mailchimpApi: (value) => ({ headers: { authorization: `apikey ${value('apiKey')}` } }),
  mailgunApi: (value) => ({ headers: { authorization: basic('api', value('apiKey')) } }),
  notionApi: (value) => ({ headers: { authorization: `Bearer ${value('apiKey')}`, 'notion-version': '2022-06-28' } }),
  pipedriveApi: (value) => ({ query: [{ name: 'api_token', value: value('apiToken') }] }),
  serpApi: (value) => ({ query: [{ name: 'api_key', value: value('apiKey') }] }),
  shopifyAccessTokenApi: (value) => ({ headers: { 'x-shopify-access-token': value('accessToken') } }),
  stripeApi: (value) => bearer(value('secretKey')),
  supabaseApi: (value) => ({ headers: { apikey: value('serviceRole'), authorization: `Bearer ${value('serviceRole')}` } }),
  telegramApi: () => ({}),
  trelloApi: (value) => ({
    query: [
      { name: 'key', value: value('apiKey') },
      { name: 'token', value: value('apiToken') },
    ],
  }),
  twilioApi: (value) => ({ headers: { authorization: basic(value('accountSid'), value('authToken')) } }),
  wordpressApi: (value) => ({ headers: { authorization: basic(value('username'), value('password')) } }),
  zendeskApi: (value) => ({ headers: { authorization: basic(`${value('email')}/token`, value('apiToken')) } }),
}

const tokenNames = [
  'accessToken',
  'access_token',
  'token',
  'apiToken',
  'apiKey',
  'api_key',
  'secretKey',
  'appToken',
  'personalAccessToken',
]

/** What the connection of a service adds: by the service where it is special, else by the fields it holds. */
export function predefined(type: string, values: JsonObject): Added {
  const value = (name: string) => toText(values[name] ?? '')
  const known = special[type]
  if (known !== undefined) return known(value)
  const oauth = values['oauthTokenData']
  if (typeof oauth === 'object' && oauth !== null && !Array.isArray(oauth)) return bearer(toText(oauth['access_token'] ?? ''))
  if (value('name') !== '' && value('value') !== '') return { headers: { [value('name')]: value('value') } }
  const name = tokenNames.find((one) => value(one) !== '')
  if (name !== undefined) return bearer(value(name))
  const user = ['user', 'username', 'email'].find((one) => value(one) !== '')
  if (user !== undefined) return { headers: { authorization: basic(value(user), value('password')) } }
  throw new NodeError(`The connection of the kind "${type}" holds no token that can be sent.`, { retryable: false })
}

function bearer(token: string): Added {
  return { headers: { authorization: `Bearer ${token}` } }
}
