import type { PolicyReference } from '@steward/contract/api/policy'
import type { Analysis } from '#target'
import type { AccessScope } from '../context.ts'
import { findGrantFor } from '../grant/grant.store.ts'
import type { InstanceRow } from '../instance/instance.store.ts'
import { effectOf } from './action-of.ts'

type Asked = {
  readonly id: string
  readonly text: { readonly database: string }
  readonly analysis: Pick<Analysis, 'class' | 'effect' | 'findings'>
}

type Foreseen = {
  readonly answer: 'allow' | 'ask' | 'deny'
  readonly policies: PolicyReference[]
  readonly asks: string[]
  readonly grantId: string | null
}

/** What the gate would say to a text if it were submitted now; nobody is asked by that. */
export async function foresee(scope: AccessScope, instance: InstanceRow, { id, text, analysis }: Asked): Promise<Foreseen> {
  const { workspaceId, actor, now, gate, databases } = scope
  if (analysis.class === 'refused') return { answer: 'deny', policies: [], asks: [], grantId: null }
  const { answer, policies, asks } = await gate.preview({
    workspaceId,
    subject: { kind: 'query', id },
    class: effectOf(analysis.class, analysis.effect),
    environment: instance.environment,
    connector: instance.kind,
    connection: { kind: instance.kind, id: instance.id, name: instance.name },
    target: `${instance.host}/${text.database}`,
    workflow: null,
    podId: instance.podId,
    amount: null,
    cost: null,
    hash: '0'.repeat(64),
    requesterId: actor.userId,
    at: now,
  })
  const isGrave = analysis.findings.some(({ severity }) => severity === 'error')
  const isCoverable = (analysis.class === 'read' || analysis.class === 'write') && !isGrave
  const wanted = { workspaceId, userId: actor.userId, instanceId: instance.id, database: text.database, now }
  const grantId = isCoverable
    ? await findGrantFor(databases, { ...wanted, class: analysis.class === 'write' ? 'write' : 'read' })
    : null
  return { answer: grantId !== null && answer === 'ask' ? 'allow' : answer, policies: [...policies], asks: [...asks], grantId }
}
