import { type FormField, isTree, type Parameters } from '@steward/contract/node-form'
import { type FormPlace, isExpression, isShown, rowsIn, withControl } from '@steward/contract/node-form-values'
import type { WorkflowNode } from '@steward/contract/workflow'
import { type Path, written } from './set-in.ts'
import { textOf } from './text-of.ts'

export type Fault = {
  readonly path: string
  readonly fault: 'needed' | 'number' | 'whole' | 'minimum' | 'maximum' | 'choice' | 'json' | 'pattern'
  readonly values: Readonly<Record<string, string | number>>
}

/** What stands in the way of executing the node, as far as its parameters say so without an item. */
export function faultsOf(fields: readonly FormField[], node: Pick<WorkflowNode, 'version' | 'parameters'>): readonly Fault[] {
  const root = node.parameters as Parameters
  const place: FormPlace = { version: node.version, root, rootFields: fields, beside: root, fields }
  return faultsIn(fields, place, [])
}

function faultsIn(fields: readonly FormField[], place: FormPlace, path: Path): readonly Fault[] {
  return fields.flatMap((shown) => {
    if (!isShown(shown, place)) return []
    const field = withControl(shown, place)
    const value = place.beside[field.name]
    const at = [...path, field.name]
    if (isExpression(value)) return value.trim() === '=' && field.needed === true ? [faultAt(at, 'needed')] : []
    const own = faultOf(field, value)
    if (own !== undefined) return [faultAt(at, own.fault, own.values)]
    return faultsInside(field, value, { ...place, fields: field.fields }, at)
  })
}

function faultsInside(field: FormField, value: unknown, place: FormPlace, path: Path): readonly Fault[] {
  if (field.as === 'group' || field.as === 'options') {
    const set =
      field.as === 'options' ? field.fields.filter(({ name }) => isTree(value) && value[name] !== undefined) : field.fields
    return faultsIn(set, { ...place, beside: isTree(value) ? value : {}, fields: field.fields }, path)
  }
  if (field.as !== 'rows') return []
  const at = field.listName === undefined ? path : [...path, field.listName]
  return (rowsIn(field, value) ?? []).flatMap((row, index) => faultsIn(field.fields, { ...place, beside: row }, [...at, index]))
}

type Own = Pick<Fault, 'fault'> & Partial<Pick<Fault, 'values'>>

function faultOf(field: FormField, value: unknown): Own | undefined {
  const isEmpty = value === undefined || value === null || value === '' || (isTree(value) && 'value' in value && !value['value'])
  if (isEmpty) return field.needed === true && !field.fallback ? { fault: 'needed' } : undefined
  if (field.as === 'number') return numberFault(field, value)
  if (field.as === 'json' && typeof value === 'string' && value.trim() !== '')
    return isJson(value) ? undefined : { fault: 'json' }
  if (field.as === 'select' && typeof value !== 'object' && !field.choices.some((choice) => choice.value === value))
    return { fault: 'choice', values: { value: textOf(value) } }
  const { pattern } = field.limits
  if (pattern !== undefined && typeof value === 'string' && !new RegExp(pattern, 'u').test(value)) return { fault: 'pattern' }
  return undefined
}

function numberFault({ limits: { minimum, maximum, isWhole } }: FormField, value: unknown): Own | undefined {
  const amount = Number(value)
  if (Number.isNaN(amount)) return { fault: 'number' }
  if (isWhole === true && !Number.isInteger(amount)) return { fault: 'whole' }
  if (minimum !== undefined && amount < minimum) return { fault: 'minimum', values: { minimum } }
  if (maximum !== undefined && amount > maximum) return { fault: 'maximum', values: { maximum } }
  return undefined
}

/** JSON, or what is nearly JSON and what a node reads all the same; and texts with expressions in them are no fault here. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return /\{\{[^]*\}\}/.test(text) || /^[[{]\s*(['\w]|\/\/)/.test(text.trim())
  }
}

const faultAt = (path: Path, fault: Fault['fault'], values: Fault['values'] = {}): Fault => ({
  path: written(path),
  fault,
  values,
})
