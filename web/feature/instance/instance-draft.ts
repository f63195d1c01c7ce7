import type {
  DatabaseKind,
  InstanceDetail,
  InstanceLogin,
  InstanceReaders,
  InstanceTls,
  MaskedColumn,
  NewInstance,
  QueryLimits,
} from '@steward/contract/api/instance'
import type { Environment } from '@steward/contract/api/policy'

type Login = { readonly user: string; readonly password: string }

/** What the form holds; times in seconds and sizes in megabytes, as people say them. */
export type InstanceDraft = {
  readonly kind: DatabaseKind
  readonly name: string
  readonly description: string
  readonly environment: Environment
  readonly podId: string | null
  readonly host: string
  readonly port: number | undefined
  readonly databases: readonly string[]
  readonly hasReplica: boolean
  readonly replicaHost: string
  readonly replicaPort: number | undefined
  readonly isEncrypted: boolean
  readonly ca: string
  readonly serverName: string
  readonly readLogin: Login
  readonly hasWriteLogin: boolean
  readonly writeLogin: Login
  readonly limits: LimitDraft
  readonly masked: readonly MaskedColumn[]
  readonly readers: InstanceReaders | null
  readonly allowsWorkflows: boolean
}

export type LimitDraft = { readonly [Name in keyof QueryLimits]?: number | undefined }

/** By how much a number in the form is more than in the API. */
const units: Readonly<Record<keyof QueryLimits, number>> = {
  statementMs: 1000,
  lockMs: 1000,
  rows: 1,
  bytes: 1_000_000,
  changedRows: 1,
}
export const limitNames = Object.keys(units) as (keyof QueryLimits)[]

export const portOf: Readonly<Record<DatabaseKind, number>> = { postgresql: 5432, mongodb: 27_017 }

const noLogin: Login = { user: '', password: '' }

export const emptyInstance: InstanceDraft = {
  kind: 'postgresql',
  name: '',
  description: '',
  environment: 'production',
  podId: null,
  host: '',
  port: portOf.postgresql,
  databases: [],
  hasReplica: false,
  replicaHost: '',
  replicaPort: undefined,
  isEncrypted: true,
  ca: '',
  serverName: '',
  readLogin: noLogin,
  hasWriteLogin: false,
  writeLogin: noLogin,
  limits: {},
  masked: [],
  readers: null,
  allowsWorkflows: false,
}

/** A stored instance as the form shows it. A stored password is left out: an empty field keeps it. */
export function draftOfInstance({ instance, settings }: InstanceDetail): InstanceDraft {
  const { kind, name, description, environment, pod, databases, limits, masked, allowsWorkflows } = instance
  const base = {
    ...emptyInstance,
    kind,
    name,
    description: description ?? '',
    environment,
    podId: pod?.id ?? null,
    databases,
    limits: Object.fromEntries(limitNames.map((limit) => [limit, limits[limit] / units[limit]])),
    masked,
    allowsWorkflows,
  }
  if (settings === null) return base
  const { host, port, tls, replica, readLogin, writeLogin, readers } = settings
  return {
    ...base,
    host,
    port,
    hasReplica: replica !== null,
    replicaHost: replica?.host ?? '',
    replicaPort: replica?.port,
    isEncrypted: tls.mode === 'verify',
    ca: tls.ca ?? '',
    serverName: tls.serverName ?? '',
    readLogin: shownLogin(readLogin),
    hasWriteLogin: writeLogin !== null,
    writeLogin: writeLogin === null ? noLogin : shownLogin(writeLogin),
    readers,
  }
}

/** A reference to where a password is kept is no secret. */
const shownLogin = ({ user, password = '' }: InstanceLogin): Login => ({
  user,
  password: password.startsWith('secret://') ? password : '',
})

export type InstanceFault = 'name' | 'host' | 'port' | 'databases' | 'replica' | 'readUser' | 'writeUser'

/** What is missing, the first of it in the order of the form. */
export function faultOfInstance(draft: InstanceDraft): InstanceFault | undefined {
  if (draft.name.trim() === '') return 'name'
  if (draft.databases.length === 0) return 'databases'
  if (draft.host.trim() === '') return 'host'
  if (draft.port === undefined) return 'port'
  if (draft.hasReplica && (draft.replicaHost.trim() === '' || draft.replicaPort === undefined)) return 'replica'
  if (draft.readLogin.user.trim() === '') return 'readUser'
  if (draft.hasWriteLogin && draft.writeLogin.user.trim() === '') return 'writeUser'
  return undefined
}

/** What is sent; a limit that was left empty is as usual, a password that was left empty stays as it is. */
export function bodyOf(draft: InstanceDraft): NewInstance {
  const { kind, environment, podId, databases, masked, readers, allowsWorkflows, port = 0, replicaPort = 0 } = draft
  const limits = Object.fromEntries(
    limitNames.flatMap((name) =>
      draft.limits[name] === undefined ? [] : [[name, Math.round(draft.limits[name] * units[name])]],
    ),
  )
  return {
    kind,
    name: draft.name.trim(),
    description: draft.description.trim() === '' ? null : draft.description.trim(),
    environment,
    podId,
    host: draft.host.trim(),
    port,
    databases: [...databases],
    tls: tlsOf(draft),
    replica: draft.hasReplica ? { host: draft.replicaHost.trim(), port: replicaPort } : null,
    readLogin: loginOf(draft.readLogin),
    writeLogin: draft.hasWriteLogin ? loginOf(draft.writeLogin) : null,
    limits,
    masked: [...masked],
    readers,
    allowsWorkflows,
  }
}

function tlsOf({ isEncrypted, ca, serverName }: InstanceDraft): InstanceTls {
  if (!isEncrypted) return { mode: 'off' }
  return {
    mode: 'verify',
    ca: ca.trim() === '' ? null : ca.trim(),
    serverName: serverName.trim() === '' ? null : serverName.trim(),
  }
}

const loginOf = ({ user, password }: Login): InstanceLogin => ({
  user: user.trim(),
  ...(password === '' ? {} : { password }),
})

/** `people.email` or `shop.people.email`; undefined where it is neither. */
export function readMaskedColumn(text: string): MaskedColumn | undefined {
  const parts = text
    .trim()
    .split('.')
    .map((part) => part.trim())
  if (parts.length < 2 || parts.length > 3 || parts.includes('')) return undefined
  const [column = '', table = '', schema = null] = parts.toReversed()
  return { schema, table, column }
}

export const maskedName = ({ schema, table, column }: MaskedColumn): string =>
  [...(schema === null ? [] : [schema]), table, column].join('.')

/** The same column is not masked twice. */
export const withMasked = (masked: readonly MaskedColumn[], one: MaskedColumn): readonly MaskedColumn[] =>
  masked.some((other) => maskedName(other) === maskedName(one)) ? masked : [...masked, one]
