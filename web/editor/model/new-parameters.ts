import { type ControlName, type FormField, fieldsOf, type Parameters } from '@steward/contract/node-form'
import type { NodeKind } from '@steward/contract/api/workflow'
import type { WorkflowNode } from '@steward/contract/workflow'

type Versioned = Pick<WorkflowNode, 'type' | 'version'>

/** What is stored for a field that a person adds by itself: its default, or the least its control can show. */
export function valueOfNew(field: FormField, node: Versioned): unknown {
  if (field.fallback !== undefined) return structuredClone(field.fallback)
  return leastOf[field.as]?.(field, node) ?? ''
}

const groupOf = ({ fields }: FormField, node: Versioned): Parameters =>
  Object.fromEntries(fields.flatMap((one) => (one.as === 'group' ? [[one.name, valueOfNew(one, node)]] : [])))

const leastOf: Readonly<Partial<Record<ControlName, (field: FormField, node: Versioned) => unknown>>> = {
  rows: (field, node) => wrapped(field, [newRow(field, node)]),
  group: groupOf,
  options: groupOf,
  mapping: () => ({}),
  conditions: (_, node) => newConditions(node),
  multiSelect: () => [],
  names: () => [],
  switch: () => false,
  number: ({ limits }) => limits.minimum ?? 0,
  select: ({ choices }) => choices[0]?.value ?? '',
}

const wrapped = ({ listName }: FormField, rows: readonly Parameters[]) => (listName === undefined ? rows : { [listName]: rows })

/** A row with what its fields need to be understood; fields with a default are left out until they are set. */
export function newRow(field: FormField, node: Versioned): Parameters {
  const own = field.fields.flatMap((one): [string, unknown][] => {
    if (one.as === 'conditions') return [[one.name, newConditions(node)]]
    if (one.show !== undefined || one.versions !== undefined) return []
    return ['text', 'any'].includes(one.as) || one.fallback !== undefined ? [[one.name, one.fallback ?? '']] : []
  })
  return { ...(field.hasRowId === true ? { id: crypto.randomUUID() } : {}), ...Object.fromEntries(own) }
}

export function newConditions(node: Versioned): Parameters {
  return {
    options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: filterVersion(node) },
    conditions: [newCondition()],
    combinator: 'and',
  }
}

export function newCondition(): Parameters {
  return { id: crypto.randomUUID(), leftValue: '', rightValue: '', operator: { type: 'string', operation: 'equals' } }
}

/** How the conditions of a node of this version read empty texts and booleans. */
function filterVersion({ type, version }: Versioned): number {
  const [second, third] = type === 'switch' ? [3.2, 3.4] : [2.2, 2.3]
  return version >= third ? 3 : version >= second ? 2 : 1
}

/** Of a new node of the newest version. What has a default is left out, as n8n does. */
export function newNodeParameters(kind: NodeKind): Parameters {
  const version = newestVersion(kind)
  return Object.fromEntries(
    fieldsOf(kind.parameters).flatMap((field): [string, unknown][] => {
      if (field.versions?.below !== undefined && field.versions.below <= version) return []
      if (field.as === 'conditions') return [[field.name, newConditions({ type: kind.type, version })]]
      if (field.as === 'code' && field.fallback !== undefined) return [[field.name, field.fallback]]
      return startsWithRow.has(kind.type) && field.as === 'rows'
        ? [[field.name, valueOfNew(field, { type: kind.type, version })]]
        : []
    }),
  )
}

/** Kinds that mean nothing without a first row. */
const startsWithRow: ReadonlySet<string> = new Set([
  'switch',
  'schedule_trigger',
  'sort',
  'summarize',
  'aggregate',
  'rename_keys',
])

export const newestVersion = (kind: NodeKind): number => kind.versions.at(-1) ?? 1
