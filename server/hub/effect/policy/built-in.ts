import type { Policy } from '@steward/contract/api/policy'
import { hash } from 'node:crypto'
import { plainAsking } from './evaluate.ts'
import type { StoredPolicy } from './policy.store.ts'

type BuiltIn = Pick<Policy, 'name' | 'conditions'> & { readonly key: string; readonly description: string }

/** What every workspace begins with. A workspace may change these and switch them off; their keys never change. */
const builtIns: readonly BuiltIn[] = [
  {
    key: 'production_effects',
    name: 'Pay, delete and execute in production',
    description:
      'Whatever pays money out, deletes something or executes code or commands elsewhere asks somebody before it happens in production, undoing included.',
    conditions: { subjects: ['node', 'undo'], classes: ['pay', 'delete', 'execute'], environments: ['production'] },
  },
  {
    key: 'shared_databases',
    name: 'Queries on staging and production databases',
    description:
      'Every query that somebody submits for a database of staging or production asks, reading included: what it holds belongs to others. Who has been given access for a time reads without being asked for.',
    conditions: { subjects: ['query'], environments: ['staging', 'production'] },
  },
  {
    key: 'database_changes',
    name: 'Changes by database queries',
    description: 'A query that changes, deletes or executes something asks, whichever database it is for.',
    conditions: { subjects: ['query'], classes: ['write', 'delete', 'execute'] },
  },
  {
    key: 'workflow_database_changes',
    name: 'Changes of databases by workflows',
    description:
      'A workflow that changes, deletes or executes something in a governed database of staging or production asks, as a person would be asked about.',
    conditions: {
      subjects: ['node', 'undo'],
      connectors: ['database_query'],
      classes: ['write', 'delete', 'execute'],
      environments: ['staging', 'production'],
    },
  },
]

/** All policies of a workspace: those that come with the product as they are or as somebody changed them, then its own. */
export function withBuiltIns(workspaceId: string, rows: readonly StoredPolicy[]): StoredPolicy[] {
  const changed = new Map(rows.map((row) => [row.key, row]))
  const known = new Set<string | null>(builtIns.map(({ key }) => key))
  return [
    ...builtIns.map((one) => changed.get(one.key) ?? asPolicy(workspaceId, one)),
    ...rows.filter(({ key }) => !known.has(key)),
  ]
}

function asPolicy(workspaceId: string, { key, name, description, conditions }: BuiltIn): StoredPolicy {
  return {
    id: builtInId(workspaceId, key),
    workspaceId,
    key,
    name,
    description,
    isActive: true,
    answer: 'ask',
    conditions,
    asking: plainAsking,
    version: 1,
    createdBy: null,
    updatedBy: null,
    createdAt: null,
    updatedAt: null,
  }
}

/** The same in every process, before and after it has a row; a UUID of version 8, which is for such ids. */
function builtInId(workspaceId: string, key: string): string {
  const hex = hash('sha256', `policy ${workspaceId} ${key}`)
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
