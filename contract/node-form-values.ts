import {
  type ControlName,
  type FormField,
  type FormHints,
  isTree,
  type Parameters,
  type Scalar,
  type ShowWhen,
} from './node-form.ts'

/** A value that is worked out for each item. */
export const isExpression = (value: unknown): value is string => typeof value === 'string' && value.startsWith('=')

export type FormPlace = {
  readonly version: number
  /** All parameters of the node. */
  readonly root: Parameters
  /** The fields beside, to look up what is left out. */
  readonly beside: Parameters
  readonly fields: readonly FormField[]
  readonly rootFields: readonly FormField[]
}

/** Whether the field counts with what is set beside it. */
export function isShown({ show = {}, versions }: FormHints, place: FormPlace): boolean {
  if (versions !== undefined) {
    const { from = -Infinity, below = Infinity } = versions
    if (place.version < from || place.version >= below) return false
  }
  const anyOf = Array.isArray(show) ? (show as readonly ShowWhen[]) : [show as ShowWhen]
  return anyOf.some((condition) => Object.entries(condition).every(([path, wanted]) => holds(path, wanted, place)))
}

const lookUp = (path: string, place: FormPlace) =>
  path.startsWith('/') ? valueAt(path.slice(1), place.root, place.rootFields) : valueAt(path, place.beside, place.fields)

/** The kinds of connection that a node with these parameters uses. */
export function connectionKindsOf(
  fields: readonly FormField[],
  node: { readonly version: number; readonly parameters: Parameters },
): readonly string[] {
  const root = node.parameters
  const place = { version: node.version, root, rootFields: fields, beside: root, fields }
  const kinds = fields.flatMap((field) => {
    const value = root[field.name] ?? field.fallback
    if (field.connection === undefined || isExpression(value) || !isShown(field, place)) return []
    const chosen = isTree(value) ? value['value'] : value
    const key = typeof chosen === 'string' || typeof chosen === 'boolean' ? String(chosen) : ''
    const kind = field.connection[key] ?? (key === '' ? undefined : field.connection['*'])
    return kind === undefined ? [] : [kind === '$value' ? key : kind]
  })
  return [...new Set(kinds)]
}

/** The field with the control it has beside these values. */
export function withControl(field: FormField, place: FormPlace): FormField {
  const as = field.controls?.of[String(lookUp(field.controls.by, place))]
  return as === undefined || as === field.as ? field : { ...field, as }
}

function holds(path: string, wanted: readonly Scalar[], place: FormPlace): boolean {
  const value = lookUp(path, place)
  if (isExpression(value)) return true
  return Array.isArray(value) ? value.some((one) => wanted.includes(one as Scalar)) : wanted.includes((value ?? null) as Scalar)
}

function valueAt(path: string, tree: Parameters, fields: readonly FormField[]): unknown {
  const [name = '', ...rest] = path.split('.')
  const field = fields.find((one) => one.name === name)
  const value = tree[name] ?? field?.fallback
  return rest.length === 0 ? value : valueAt(rest.join('.'), isTree(value) ? value : {}, field?.fields ?? [])
}

/** Whether the control of the field can show and change the value without losing any of it. */
export function fits(field: FormField, value: unknown): boolean {
  if (value === undefined) return true
  if (isExpression(value)) return !structured.has(field.as)
  return (fitting[field.as] ?? isScalar)(value, field)
}

const isList = (value: unknown) => Array.isArray(value) && value.every(isScalar)

/** What each control can show; the others take any single value. */
const fitting: Readonly<Partial<Record<ControlName, (value: unknown, field: FormField) => boolean>>> = {
  number: (value) => value === '' || (isScalar(value) && !Number.isNaN(Number(value))),
  switch: (value) => typeof value === 'boolean',
  multiSelect: isList,
  names: isList,
  rows: (value, field) => rowsIn(field, value) !== undefined,
  group: isTree,
  options: isTree,
  mapping: isTree,
  conditions: (value) => isTree(value) && isConditions(value),
  locator: (value) => isScalar(value) || (isTree(value) && isScalar(value['value'] ?? null)),
  json: () => true,
  any: () => true,
}

const structured: ReadonlySet<ControlName> = new Set(['group', 'options', 'conditions'])
const isScalar = (value: unknown): value is Scalar => value === null || typeof value !== 'object'

/** The rows of a value; undefined where it has another form, which is not to be touched. */
export function rowsIn({ listName }: FormField, value: unknown): readonly Parameters[] | undefined {
  if (value === undefined) return []
  const list = listName === undefined ? value : isTree(value) ? (value[listName] ?? []) : undefined
  if (listName !== undefined && isTree(value) && Object.keys(value).some((name) => name !== listName)) return undefined
  return Array.isArray(list) && list.every(isTree) ? (list as readonly Parameters[]) : undefined
}

function isConditions({ conditions = [], combinator = 'and' }: Parameters): boolean {
  return (
    typeof combinator === 'string' &&
    Array.isArray(conditions) &&
    conditions.every((one) => isTree(one) && isTree(one['operator']) && typeof one['operator']['operation'] === 'string')
  )
}

/** What the parameters hold that no field is for; it is kept, and shown as it is. */
export function otherParameters(fields: readonly FormField[], parameters: Parameters): Parameters {
  const known = new Set(fields.map(({ name }) => name))
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => !known.has(name)))
}
