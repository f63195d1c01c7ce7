import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { Id, Nullable, PageQuery, Time } from './page.ts'

const tag = 'config'

const Rung = Type.Enum(['DEFAULT', 'ENVIRONMENT', 'GLOBAL', 'TENANT', 'USER'])
const Person = Type.Object({ id: Id, name: Nullable(Type.String()) })

/** A place on which a value may stand, and what becomes of it. */
export const ConfigRung = Type.Object(
  {
    rung: Rung,
    verdict: Type.Enum(['wins', 'overridden', 'locked_out', 'broken', 'not_set'], {
      description:
        'overridden: a narrower one counts; locked_out: a wider one is locked; broken: the setting does not take the stored value.',
    }),
    value: Type.Unknown({ description: 'Null where nothing is set, and of a secret.' }),
    locked: Type.Boolean(),
    fault: Nullable(Type.String()),
    version: Type.Integer({ description: 'To be sent with the next change; 0 where nothing ever stood.' }),
    updatedAt: Nullable(Time),
    updatedBy: Nullable(Person),
  },
  { $id: 'ConfigRung' },
)
export type ConfigRung = Static<typeof ConfigRung>

/** A setting with its value, and why it has this value. */
export const ConfigEntry = Type.Object(
  {
    key: Type.String(),
    title: Type.String(),
    description: Type.String(),
    category: Type.String(),
    unit: Nullable(Type.String({ description: 'What a number counts.' })),
    type: Type.Enum(['STRING', 'NUMBER', 'BOOLEAN', 'JSON']),
    schema: Type.Unknown({ description: 'What the value must be like, as JSON Schema.' }),
    rules: Type.Array(Type.String(), { description: 'The same in sentences.' }),
    secret: Type.Boolean(),
    lockable: Type.Boolean({ description: 'Whether it can be locked at the place that this answer is about.' }),
    scopes: Type.Array(Type.Enum(['GLOBAL', 'TENANT', 'USER'])),
    value: Type.Unknown({ description: 'Null of a secret.' }),
    rung: Rung,
    ladder: Type.Array(ConfigRung, { description: 'Everything that was weighed, the widest first.' }),
  },
  { $id: 'ConfigEntry' },
)
export type ConfigEntry = Static<typeof ConfigEntry>

export const ConfigVersion = Type.Object(
  {
    version: Type.Integer(),
    action: Type.Enum(['set', 'unset', 'restored']),
    restoredVersion: Nullable(Type.Integer()),
    before: Type.Unknown({ description: 'Null where nothing was set, and of a secret.' }),
    after: Type.Unknown({ description: 'Null where it was taken back, and of a secret.' }),
    locked: Type.Boolean(),
    at: Time,
    by: Nullable(Person),
  },
  { $id: 'ConfigVersion' },
)
export type ConfigVersion = Static<typeof ConfigVersion>

const ConfigList = Type.Object({ environment: Type.String(), items: Type.Array(ConfigEntry) })
const History = Type.Object({ secret: Type.Boolean(), items: Type.Array(ConfigVersion), next: Nullable(Type.String()) })

const Version = Type.Integer({
  minimum: 0,
  maximum: 2_147_483_646,
  description: 'The version that was seen; another one is refused.',
})
const Environment = Type.String({
  minLength: 1,
  maxLength: 50,
  description: 'Of this environment instead of the whole installation.',
})
const KeyParams = Type.Object({ key: Type.String({ minLength: 1, maxLength: 255 }) })
const Value = Type.Object({ value: Type.Unknown(), locked: Type.Optional(Type.Boolean()), version: Version })
const Unset = Type.Object({ version: Version })
const Restore = Type.Object({ to: Type.Integer({ minimum: 1, maximum: 2_147_483_646 }), version: Version })
const Place = { environment: Type.Optional(Environment) }

export const listConfig = endpoint({
  method: 'GET',
  path: '/config',
  operationId: 'listConfig',
  tag,
  permission: 'config:read',
  summary: 'The settings that a workspace can have its own values of, with the values that count and why.',
  response: ConfigList,
})

export const setConfig = endpoint({
  method: 'PUT',
  path: '/config/:key',
  operationId: 'setConfig',
  tag,
  permission: 'config:write',
  summary: 'Sets a value for the workspace.',
  params: KeyParams,
  body: Value,
  response: ConfigEntry,
})

export const unsetConfig = endpoint({
  method: 'DELETE',
  path: '/config/:key',
  operationId: 'unsetConfig',
  tag,
  permission: 'config:write',
  summary: 'Takes the value of the workspace back.',
  params: KeyParams,
  query: Unset,
  response: ConfigEntry,
})

export const listConfigHistory = endpoint({
  method: 'GET',
  path: '/config/:key/history',
  operationId: 'listConfigHistory',
  tag,
  permission: 'config:read',
  summary: 'Every version of the value of the workspace, the newest first.',
  params: KeyParams,
  query: Type.Object(PageQuery),
  response: History,
})

export const restoreConfig = endpoint({
  method: 'POST',
  path: '/config/:key/restore',
  operationId: 'restoreConfig',
  tag,
  permission: 'config:write',
  summary: 'Sets an earlier version of the value of the workspace again, as a new version.',
  params: KeyParams,
  body: Restore,
  response: ConfigEntry,
})

export const listInstallationConfig = endpoint({
  method: 'GET',
  path: '/installation/config',
  operationId: 'listInstallationConfig',
  tag,
  permission: 'installation:manage',
  summary: 'All settings with the values that count for the installation and why.',
  query: Type.Object(Place),
  response: ConfigList,
})

export const setInstallationConfig = endpoint({
  method: 'PUT',
  path: '/installation/config/:key',
  operationId: 'setInstallationConfig',
  tag,
  permission: 'installation:manage',
  summary: 'Sets a value for the installation, or for one environment.',
  params: KeyParams,
  body: Type.Object({ ...Value.properties, ...Place }),
  response: ConfigEntry,
})

export const unsetInstallationConfig = endpoint({
  method: 'DELETE',
  path: '/installation/config/:key',
  operationId: 'unsetInstallationConfig',
  tag,
  permission: 'installation:manage',
  summary: 'Takes the value of the installation or of one environment back.',
  params: KeyParams,
  query: Type.Object({ ...Unset.properties, ...Place }),
  response: ConfigEntry,
})

export const listInstallationConfigHistory = endpoint({
  method: 'GET',
  path: '/installation/config/:key/history',
  operationId: 'listInstallationConfigHistory',
  tag,
  permission: 'installation:manage',
  summary: 'Every version of the value of the installation or of one environment, the newest first.',
  params: KeyParams,
  query: Type.Object({ ...PageQuery, ...Place }),
  response: History,
})

export const restoreInstallationConfig = endpoint({
  method: 'POST',
  path: '/installation/config/:key/restore',
  operationId: 'restoreInstallationConfig',
  tag,
  permission: 'installation:manage',
  summary: 'Sets an earlier version of the value of the installation or of one environment again, as a new version.',
  params: KeyParams,
  body: Type.Object({ ...Restore.properties, ...Place }),
  response: ConfigEntry,
})

export const listMyConfig = endpoint({
  method: 'GET',
  path: '/me/config',
  operationId: 'listMyConfig',
  tag,
  permission: 'session',
  summary: 'The settings that everybody can have their own values of, with the values that count for the person who asks.',
  response: ConfigList,
})

export const setMyConfig = endpoint({
  method: 'PUT',
  path: '/me/config/:key',
  operationId: 'setMyConfig',
  tag,
  permission: 'session',
  summary: 'Sets a value for the person who asks.',
  params: KeyParams,
  body: Type.Object({ value: Type.Unknown(), version: Version }),
  response: ConfigEntry,
})

export const unsetMyConfig = endpoint({
  method: 'DELETE',
  path: '/me/config/:key',
  operationId: 'unsetMyConfig',
  tag,
  permission: 'session',
  summary: 'Takes the value of the person who asks back.',
  params: KeyParams,
  query: Unset,
  response: ConfigEntry,
})

export const listMyConfigHistory = endpoint({
  method: 'GET',
  path: '/me/config/:key/history',
  operationId: 'listMyConfigHistory',
  tag,
  permission: 'session',
  summary: 'Every version of the value of the person who asks, the newest first.',
  params: KeyParams,
  query: Type.Object(PageQuery),
  response: History,
})

export const restoreMyConfig = endpoint({
  method: 'POST',
  path: '/me/config/:key/restore',
  operationId: 'restoreMyConfig',
  tag,
  permission: 'session',
  summary: 'Sets an earlier version of the value of the person who asks again, as a new version.',
  params: KeyParams,
  body: Restore,
  response: ConfigEntry,
})
