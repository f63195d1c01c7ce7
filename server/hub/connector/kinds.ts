import type { ConnectionKind } from '@steward/contract/api/connection'

type Field = ConnectionKind['fields'][number]

const field = (name: string, title: string, more: Partial<Field> = {}): Field => ({
  name,
  title,
  secret: false,
  required: true,
  multiline: false,
  help: null,
  ...more,
})
const secret = (name: string, title: string, more: Partial<Field> = {}): Field => field(name, title, { secret: true, ...more })

/** Kinds whose fields are known. Names of kinds and fields are n8n's, because imported parameters speak of them. */
export const connectionKinds: readonly ConnectionKind[] = [
  {
    type: 'httpBasicAuth',
    title: 'Basic auth',
    fields: [field('user', 'User'), secret('password', 'Password', { required: false })],
  },
  {
    type: 'httpHeaderAuth',
    title: 'Header auth',
    fields: [field('name', 'Name', { help: 'Such as X-Api-Key.' }), secret('value', 'Value')],
  },
  { type: 'httpQueryAuth', title: 'Query auth', fields: [field('name', 'Name'), secret('value', 'Value')] },
  { type: 'httpBearerAuth', title: 'Bearer auth', fields: [secret('token', 'Token', { help: 'Without the word Bearer.' })] },
  {
    type: 'httpDigestAuth',
    title: 'Digest auth',
    fields: [field('user', 'User'), secret('password', 'Password', { required: false })],
  },
  {
    type: 'httpCustomAuth',
    title: 'Custom auth',
    fields: [
      secret('json', 'JSON', { multiline: true, help: 'An object with any of headers, qs and body, added to each request.' }),
    ],
  },
  {
    type: 'oAuth2Api',
    title: 'OAuth2 (client credentials)',
    fields: [
      field('grantType', 'Grant type', { required: false, help: 'clientCredentials.' }),
      field('accessTokenUrl', 'Access token URL'),
      field('clientId', 'Client ID'),
      secret('clientSecret', 'Client secret'),
      field('scope', 'Scope', { required: false, help: 'Separated by spaces.' }),
      field('authentication', 'Send credentials in', { required: false, help: 'header or body.' }),
      field('additionalBodyProperties', 'More body properties', { required: false, multiline: true, help: 'A JSON object.' }),
    ],
  },
  {
    type: 'jwtAuth',
    title: 'JWT auth',
    fields: [
      field('keyType', 'Key type', { required: false, help: 'passphrase or pemKey.' }),
      secret('secret', 'Passphrase', { required: false }),
      secret('privateKey', 'Private key', { required: false, multiline: true }),
      field('publicKey', 'Public key', { required: false, multiline: true }),
      field('algorithm', 'Algorithm', { required: false, help: 'Such as HS256 or RS256.' }),
    ],
  },
  {
    type: 'webhookSignature',
    title: 'Webhook signature',
    fields: [
      secret('secret', 'Secret', { help: 'With which the sender signs what it sends.' }),
      secret('previousSecret', 'Previous secret', {
        required: false,
        help: 'Still taken while the sender changes to the new one. Empty it afterwards.',
      }),
    ],
  },
]

const byType = new Map(connectionKinds.map((kind) => [kind.type, kind]))

export const findKind = (type: string): ConnectionKind | undefined => byType.get(type)

/** In kinds without a table: where a service is, never how to get in. Everything else counts as secret. */
const plainNames = new Set([
  'host',
  'hostname',
  'port',
  'user',
  'username',
  'database',
  'domain',
  'subdomain',
  'region',
  'email',
  'ssl',
  'server',
])

export function isSecretField(type: string, name: string): boolean {
  const kind = findKind(type)
  if (kind === undefined) return !plainNames.has(name)
  return kind.fields.find((one) => one.name === name)?.secret ?? true
}
