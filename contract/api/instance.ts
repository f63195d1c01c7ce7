import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { Id, IdParams, Nothing, Nullable, Time } from './page.ts'
import { Environment } from './policy.ts'

const tag = 'instance'

/** Kinds of databases that can be queried under the eyes of others. */
export const databaseKinds = ['postgresql', 'mongodb'] as const
export type DatabaseKind = (typeof databaseKinds)[number]
export const DatabaseKind = Type.Enum([...databaseKinds])

const Name = Type.String({ minLength: 1, maxLength: 255 })
export const DatabaseName = Type.String({ minLength: 1, maxLength: 255 })
const Host = Type.String({ minLength: 1, maxLength: 255, description: 'Name or address, without a port.' })
const Port = Type.Integer({ minimum: 1, maximum: 65_535 })

/** `verify` checks the certificate and the name in it, against `ca` where given. */
export const InstanceTls = Type.Object(
  {
    mode: Type.Enum(['off', 'verify']),
    ca: Type.Optional(Nullable(Type.String({ maxLength: 100_000, description: 'Certificates as PEM.' }))),
    serverName: Type.Optional(Nullable(Type.String({ maxLength: 255 }))),
  },
  { $id: 'InstanceTls', additionalProperties: false },
)
export type InstanceTls = Static<typeof InstanceTls>

/** Who we are there. Shown, a password is dots, or the reference that names where it is kept. */
export const InstanceLogin = Type.Object(
  {
    user: Type.String({
      minLength: 1,
      maxLength: 1000,
      description: 'A name, or a reference such as `secret://aws/orders#username`.',
    }),
    password: Type.Optional(
      Type.String({
        maxLength: 4000,
        description: 'A password, or a reference such as `secret://aws/orders#password`. Left out or as dots it stays as it is.',
      }),
    ),
  },
  { $id: 'InstanceLogin', additionalProperties: false },
)
export type InstanceLogin = Static<typeof InstanceLogin>

/** The read-only copy, which reads go to. It has the logins and the TLS of the instance. */
export const InstanceReplica = Type.Object({ host: Host, port: Port }, { $id: 'InstanceReplica', additionalProperties: false })
export type InstanceReplica = Static<typeof InstanceReplica>

export const QueryLimits = Type.Object(
  {
    statementMs: Type.Integer({ minimum: 100, maximum: 3_600_000, description: 'How long a query may take, in milliseconds.' }),
    lockMs: Type.Integer({ minimum: 10, maximum: 600_000, description: 'How long it may wait for a lock, in milliseconds.' }),
    rows: Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'Rows of a result.' }),
    bytes: Type.Integer({ minimum: 1_000, maximum: 500_000_000, description: 'Bytes of a result as JSON.' }),
    changedRows: Type.Integer({ minimum: 1, maximum: 10_000_000, description: 'A change that meets more rows is rolled back.' }),
  },
  { $id: 'QueryLimits', additionalProperties: false },
)
export type QueryLimits = Static<typeof QueryLimits>

/** A column whose values nobody sees, and that cannot be asked about in conditions. */
export const MaskedColumn = Type.Object(
  {
    schema: Nullable(Type.String({ maxLength: 255, description: 'Null: in every schema.' })),
    table: Type.String({ minLength: 1, maxLength: 255 }),
    column: Type.String({ minLength: 1, maxLength: 255 }),
  },
  { $id: 'MaskedColumn', additionalProperties: false },
)
export type MaskedColumn = Static<typeof MaskedColumn>

/** Besides those who manage instances. Null: everybody who may see queries there. */
export const InstanceReaders = Type.Object(
  {
    people: Type.Array(Id, { maxItems: 500 }),
    pods: Type.Array(Id, { maxItems: 100, description: 'The people of these pods.' }),
  },
  { $id: 'InstanceReaders', additionalProperties: false },
)
export type InstanceReaders = Static<typeof InstanceReaders>

const settings = {
  name: Name,
  description: Nullable(Type.String({ maxLength: 2000 })),
  environment: Environment,
  podId: Nullable(Id),
  host: Host,
  port: Port,
  databases: Type.Array(DatabaseName, { minItems: 1, maxItems: 200, uniqueItems: true }),
  tls: InstanceTls,
  replica: Nullable(InstanceReplica),
  readLogin: InstanceLogin,
  writeLogin: Nullable(InstanceLogin),
  limits: QueryLimits,
  masked: Type.Array(MaskedColumn, { maxItems: 1000 }),
  readers: Nullable(InstanceReaders),
  allowsWorkflows: Type.Boolean({ description: 'Whether workflows of the workspace may query it, by the node for that.' }),
}

/** A server of databases that can be queried. Where it is and who we are there is shown to those only who manage it. */
export const Instance = Type.Object(
  {
    id: Id,
    kind: DatabaseKind,
    name: Name,
    description: settings.description,
    environment: Environment,
    pod: Nullable(Type.Object({ id: Id, name: Type.String() })),
    databases: Type.Array(Type.String()),
    hasReplica: Type.Boolean(),
    mayWrite: Type.Boolean({ description: 'There is a login for changes.' }),
    allowsWorkflows: settings.allowsWorkflows,
    limits: QueryLimits,
    masked: Type.Array(MaskedColumn),
    mayManage: Type.Boolean({ description: 'Whether the caller may.' }),
    maySubmit: Type.Boolean({ description: 'Whether the caller may.' }),
    createdAt: Time,
    updatedAt: Time,
  },
  { $id: 'Instance' },
)
export type Instance = Static<typeof Instance>

export const InstanceDetail = Type.Object(
  {
    instance: Instance,
    /** Null for those who do not manage it. */
    settings: Nullable(
      Type.Object({
        host: Host,
        port: Port,
        tls: InstanceTls,
        replica: Nullable(InstanceReplica),
        readLogin: InstanceLogin,
        writeLogin: Nullable(InstanceLogin),
        readers: Nullable(InstanceReaders),
        version: Type.Integer(),
      }),
    ),
  },
  { $id: 'InstanceDetail' },
)
export type InstanceDetail = Static<typeof InstanceDetail>

export const NewInstance = Type.Object(
  {
    kind: DatabaseKind,
    name: settings.name,
    description: Type.Optional(settings.description),
    environment: Environment,
    podId: Type.Optional(settings.podId),
    host: Host,
    port: Port,
    databases: settings.databases,
    tls: InstanceTls,
    replica: Type.Optional(settings.replica),
    readLogin: InstanceLogin,
    writeLogin: Type.Optional(settings.writeLogin),
    limits: Type.Optional(
      Type.Partial(QueryLimits, { additionalProperties: false, description: 'What is left out is as usual.' }),
    ),
    masked: Type.Optional(settings.masked),
    readers: Type.Optional(settings.readers),
    allowsWorkflows: Type.Optional(settings.allowsWorkflows),
  },
  { additionalProperties: false },
)
export type NewInstance = Static<typeof NewInstance>

export const InstanceChange = Type.Object(
  {
    name: Type.Optional(settings.name),
    description: Type.Optional(settings.description),
    environment: Type.Optional(Environment),
    podId: Type.Optional(settings.podId),
    host: Type.Optional(Host),
    port: Type.Optional(Port),
    databases: Type.Optional(settings.databases),
    tls: Type.Optional(InstanceTls),
    replica: Type.Optional(settings.replica),
    readLogin: Type.Optional(InstanceLogin),
    writeLogin: Type.Optional(settings.writeLogin),
    limits: Type.Optional(QueryLimits),
    masked: Type.Optional(settings.masked),
    readers: Type.Optional(settings.readers),
    allowsWorkflows: Type.Optional(settings.allowsWorkflows),
    version: Type.Integer({ description: 'The version that was looked at; another one is refused.' }),
  },
  { additionalProperties: false },
)
export type InstanceChange = Static<typeof InstanceChange>

export const listInstances = endpoint({
  method: 'GET',
  path: '/instances',
  operationId: 'listInstances',
  tag,
  permission: 'query:read',
  perPod: true,
  summary: 'The databases that the caller may see, by name.',
  response: Type.Object({ items: Type.Array(Instance) }),
})

export const createInstance = endpoint({
  method: 'POST',
  path: '/instances',
  operationId: 'createInstance',
  tag,
  permission: 'instance:manage',
  status: 201,
  summary: 'Makes a database known that can be queried from then on; its passwords are encrypted and never shown again.',
  body: NewInstance,
  response: InstanceDetail,
})

export const getInstance = endpoint({
  method: 'GET',
  path: '/instances/:id',
  operationId: 'getInstance',
  tag,
  permission: 'query:read',
  perPod: true,
  summary: 'One instance; with its settings for those who manage it.',
  params: IdParams,
  response: InstanceDetail,
})

export const changeInstance = endpoint({
  method: 'PATCH',
  path: '/instances/:id',
  operationId: 'changeInstance',
  tag,
  permission: 'instance:manage',
  summary: 'Changes an instance. What was approved for it as it was is asked for again.',
  params: IdParams,
  body: InstanceChange,
  response: InstanceDetail,
})

export const deleteInstance = endpoint({
  method: 'DELETE',
  path: '/instances/:id',
  operationId: 'deleteInstance',
  tag,
  permission: 'instance:manage',
  status: 204,
  summary: 'Deletes an instance with its passwords. Its queries stay; those that wait cannot be executed any more.',
  params: IdParams,
  response: Nothing,
})
