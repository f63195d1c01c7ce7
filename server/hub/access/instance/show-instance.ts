import { can } from '@steward/contract/permission'
import type { Instance, InstanceDetail } from '@steward/contract/api/instance'
import { isReference } from '#hub/connector'
import { findPodNames } from '#hub/tenant'
import type { AccessScope } from '../context.ts'
import { accessError } from '../errors.ts'
import { findInstanceRow, type InstanceRow, listInstanceRows } from './instance.store.ts'
import { visibleTo } from './may-see.ts'
import { openPasswords } from './passwords.ts'
import { dots } from './save-instance.ts'

/** The instances that whoever asks may see. */
export async function seenInstances({ db, actor, workspaceId }: AccessScope): Promise<InstanceRow[]> {
  return await visibleTo(db, actor, await listInstanceRows(db, workspaceId))
}

/** One of them; what somebody may not see is not there. */
export async function seenInstance({ db, actor, workspaceId }: AccessScope, id: string): Promise<InstanceRow> {
  const found = await findInstanceRow(db, { workspaceId, id })
  const [seen] = found === undefined ? [] : await visibleTo(db, actor, [found])
  if (seen === undefined) throw accessError.instance_not_found()
  return seen
}

export async function listInstances(scope: AccessScope): Promise<Instance[]> {
  return await asAnswers(scope, await seenInstances(scope))
}

export async function showInstance(scope: AccessScope, id: string): Promise<InstanceDetail> {
  const row = await seenInstance(scope, id)
  const [instance] = await asAnswers(scope, [row])
  if (instance === undefined) throw accessError.instance_not_found()
  return { instance, settings: instance.mayManage ? settingsOf(scope, row) : null }
}

function settingsOf({ box }: AccessScope, row: InstanceRow): InstanceDetail['settings'] {
  const { host, port, tls, replicaHost, replicaPort, readUser, writeUser, readers, version } = row
  const passwords = openPasswords(box, row, row.lockedPasswords ?? '')
  // Where a password is kept is no secret.
  const shown = (password: string) => (isReference(password) ? password : dots)
  return {
    host,
    port,
    tls,
    replica: replicaHost === null || replicaPort === null ? null : { host: replicaHost, port: replicaPort },
    readLogin: { user: readUser, password: shown(passwords.read) },
    writeLogin: writeUser === null || passwords.write === null ? null : { user: writeUser, password: shown(passwords.write) },
    readers,
    version,
  }
}

async function asAnswers({ db, actor, workspaceId }: AccessScope, rows: readonly InstanceRow[]): Promise<Instance[]> {
  const pods = await findPodNames(
    db,
    workspaceId,
    rows.flatMap(({ podId }) => podId ?? []),
  )
  return rows.map((row) => {
    const { id, kind, name, description, environment, podId, databases, limits, masked } = row
    return {
      id,
      kind,
      name,
      description,
      environment,
      pod: podId === null ? null : { id: podId, name: pods.get(podId) ?? '' },
      databases: [...databases],
      hasReplica: row.replicaHost !== null,
      mayWrite: row.writeUser !== null,
      allowsWorkflows: row.allowsWorkflows,
      limits,
      masked: [...masked],
      mayManage: can(actor.grants, 'instance:manage'),
      maySubmit: can(actor.grants, 'query:submit', { podId }),
      createdAt: row.createdAt.toISOString(),
      updatedAt: row.updatedAt.toISOString(),
    }
  })
}
