import type { JsonObject } from '@steward/contract/item'
import { newId } from '#base/id'
import type { SecretBox } from '#base/secret-box'
import type { Databases, Scope } from '#db'
import type { Actor, Record } from '../change-config.ts'
import { variableError } from '../errors.ts'
import { type LiveVariables, variableChannel } from './live-variables.ts'
import { lockValue } from './locked-value.ts'
import {
  deleteVariableRow,
  findVariable,
  isNameTaken,
  lockVariables,
  type StoredVariable,
  sumVariables,
  tellVariables,
  type VariableScope,
  type VariableTables,
  writeVariable,
} from './variable.store.ts'

const limits = { variables: 500, valueBytes: 32 * 1024, workspaceBytes: 1024 * 1024 }
const namePattern = /^[A-Za-z_][A-Za-z0-9_]{0,254}$/
/** Of every object in JavaScript; as names of variables they could only confuse. */
const namesOfObjects = new Set(['__proto__', 'constructor', 'prototype'])

type RequestScope = Scope & Pick<Actor, 'from'>

export type VariableHouse = {
  readonly live: LiveVariables
  readonly box: SecretBox
  readonly record: Record
  /** Names of workflows of the workspace by their ids. Handed in: workflows stand above this hub. */
  readonly workflowNames: (db: Databases, workspaceId: string, ids: readonly string[]) => Promise<ReadonlyMap<string, string>>
}

export type NewVariable = {
  readonly name: string
  readonly value: string
  readonly secret: boolean
  readonly scope: VariableScope
  readonly workflowId: string | null
  readonly description: string | null
}

export async function createVariable(house: VariableHouse, scope: RequestScope, input: NewVariable): Promise<StoredVariable> {
  const { workspaceId, actorId, now } = scope
  checkName(input.name)
  checkValue(input)
  if ((input.scope === 'workflow') !== (input.workflowId !== null)) throw variableError.workflow_missing()
  if (input.workflowId !== null) {
    const known = await house.workflowNames(scope.db, workspaceId, [input.workflowId])
    if (known.size === 0) throw variableError.workflow_unknown()
  }
  const id = newId()
  const variable: StoredVariable = {
    ...input,
    id,
    workspaceId,
    userId: input.scope === 'user' ? actorId : null,
    value: input.secret ? lockValue(house.box, { id, workspaceId }, input.value) : input.value,
    version: 1,
    updatedBy: actorId,
    createdAt: now,
    updatedAt: now,
  }
  await change(house, scope, variable, undefined)
  return variable
}

export type VariableChange = {
  readonly id: string
  readonly version: number
  readonly name?: string | undefined
  readonly value?: string | undefined
  readonly secret?: boolean | undefined
  readonly description?: string | null | undefined
}

/** What is left out stays. A plain variable may become secret, a secret one never plain: nobody would know who has seen it. */
export async function changeVariable(house: VariableHouse, scope: RequestScope, input: VariableChange): Promise<StoredVariable> {
  const { workspaceId, actorId, now } = scope
  if (input.name !== undefined) checkName(input.name)
  return await scope.db
    .transaction<VariableTables, StoredVariable>('config', async (tx) => {
      await lockVariables(tx, workspaceId)
      const present = await findOwn(tx, scope, input)
      const secret = input.secret ?? present.secret
      if (present.secret && !secret) throw variableError.secret_stays()
      const name = input.name ?? present.name
      const plain = input.value ?? (present.secret ? undefined : present.value)
      if (plain !== undefined) checkValue({ name, value: plain })
      const value = plain === undefined ? present.value : secret ? lockValue(house.box, present, plain) : plain
      const description = input.description === undefined ? present.description : input.description
      const next = {
        ...present,
        name,
        value,
        secret,
        description,
        version: present.version + 1,
        updatedBy: actorId,
        updatedAt: now,
      }
      await write(house, { tx, scope }, next, { present, isNewValue: input.value !== undefined })
      return next
    })
    .finally(() => house.live.forget(workspaceId))
}

export async function deleteVariable(
  house: VariableHouse,
  scope: RequestScope,
  input: { readonly id: string; readonly version: number },
): Promise<void> {
  const { workspaceId } = scope
  await scope.db
    .transaction<VariableTables, void>('config', async (tx) => {
      await lockVariables(tx, workspaceId)
      const present = await findOwn(tx, scope, input)
      await deleteVariableRow(tx, workspaceId, present.id)
      await tellVariables(tx, `config.${variableChannel}`, workspaceId)
      await house.record(tx, scope, {
        action: 'variable.deleted',
        resourceType: 'variable',
        resourceId: present.id,
        old: told(present),
      })
    })
    .finally(() => house.live.forget(workspaceId))
}

type Tx = Parameters<typeof writeVariable>[0]

async function change(
  house: VariableHouse,
  scope: RequestScope,
  variable: StoredVariable,
  present: StoredVariable | undefined,
): Promise<void> {
  await scope.db
    .transaction<VariableTables, void>('config', async (tx) => {
      await lockVariables(tx, scope.workspaceId)
      await write(house, { tx, scope }, variable, { present, isNewValue: true })
    })
    .finally(() => house.live.forget(scope.workspaceId))
}

async function write(
  { record }: VariableHouse,
  { tx, scope }: { readonly tx: Tx; readonly scope: RequestScope },
  next: StoredVariable,
  { present, isNewValue }: { readonly present: StoredVariable | undefined; readonly isNewValue: boolean },
): Promise<void> {
  if (await isNameTaken(tx, next)) throw variableError.name_taken({ name: next.name })
  await writeVariable(tx, next)
  const { count, bytes } = await sumVariables(tx, scope.workspaceId)
  if (count > limits.variables) throw variableError.too_many({ max: limits.variables })
  if (bytes > limits.workspaceBytes) throw variableError.too_large({ maxKilobytes: limits.workspaceBytes / 1024 })
  await tellVariables(tx, `config.${variableChannel}`, scope.workspaceId)
  await record(tx, scope, {
    action: present === undefined ? 'variable.created' : 'variable.changed',
    resourceType: 'variable',
    resourceId: next.id,
    ...(present === undefined ? {} : { old: told(present) }),
    new: { ...told(next), ...(next.secret ? { isNewValue } : {}) },
  })
}

/** The variable of the workspace in the version that was seen; what somebody has for themselves exists for nobody else. */
async function findOwn(tx: Tx, scope: RequestScope, { id, version }: { id: string; version: number }): Promise<StoredVariable> {
  const found = await findVariable(tx, scope.workspaceId, id)
  if (found === undefined || (found.userId !== null && found.userId !== scope.actorId)) throw variableError.not_found()
  if (found.version !== version) throw variableError.changed_meanwhile({ name: found.name })
  return found
}

function checkName(name: string): void {
  if (!namePattern.test(name) || namesOfObjects.has(name)) throw variableError.bad_name()
}

function checkValue({ name, value }: { readonly name: string; readonly value: string }): void {
  if (value.includes('\0') || !value.isWellFormed())
    throw variableError.bad_value({ name, reason: 'has characters that cannot be stored' })
  if (Buffer.byteLength(value) > limits.valueBytes)
    throw variableError.bad_value({ name, reason: `is larger than ${limits.valueBytes / 1024} KB` })
}

const longestTold = 1_000

/** What the audit trail says of it; of a secret one never the value. */
function told({ name, scope, workflowId, userId, secret, value }: StoredVariable): JsonObject {
  const where = { ...(workflowId === null ? {} : { workflowId }), ...(userId === null ? {} : { userId }) }
  if (secret) return { name, scope, ...where, secret }
  return { name, scope, ...where, value: value.length > longestTold ? '[long]' : value }
}
