/**
 * The form of a node, told from the schema of its parameters.
 *
 * A schema says with its own words what most fields are: a boolean is a switch, a union of titled constants a choice, a list
 * of objects rows, an object without anything required a set of options that are added one by one. What it cannot say that
 * way stands beside `title`, `description` and `default` as one of the words of `FormHints`. Parameters themselves stay as
 * n8n writes them, so a text that begins with `=` is an expression in every field.
 */
export type FormHints = {
  /**
   * When the field counts: each path names a parameter and the values with which it does. `mode` is beside the field, `/mode`
   * at the top of the parameters; dots go down. A parameter that is an expression could be any of its values. Of several
   * conditions one is enough.
   */
  readonly show?: ShowWhen | readonly ShowWhen[]
  /** The versions of the node that know it: from this one on, and below that one. */
  readonly versions?: { readonly from?: number; readonly below?: number }
  /** The control, where the schema alone would give another one. */
  readonly control?: ControlName
  /** What a field of code is written in. */
  readonly language?: CodeLanguage
  readonly placeholder?: string
  /** Of a number: `ms` and `s` are also written in words. */
  readonly unit?: string
  /** The node works it out before there is an item, or must know it when it is drawn. */
  readonly noExpression?: true
  /** The list of the node's kind (`NodeDefinition.lists`) that its values come from. */
  readonly loads?: string
  /** Nothing works without it, and nothing stands for it. */
  readonly needed?: true
  /**
   * The kind of connection that the node uses with each value of the field; `*` stands for any other value, and `$value` for
   * the value itself.
   */
  readonly connection?: Readonly<Record<string, string>>
  /** Another control for each value of another field, whose path is as in `show`. */
  readonly controls?: { readonly by: string; readonly of: Readonly<Record<string, ControlName>> }
}

export type ShowWhen = Readonly<Record<string, readonly Scalar[]>>
export type Scalar = string | number | boolean | null
export type CodeLanguage = 'javascript' | 'json' | 'sql' | 'html' | 'graphql' | 'markdown' | 'xml'
export type ControlName =
  | 'text'
  | 'multiline'
  | 'password'
  | 'code'
  | 'json'
  | 'number'
  | 'switch'
  | 'select'
  | 'multiSelect'
  | 'dateTime'
  | 'timeZone'
  | 'locator'
  | 'conditions'
  | 'mapping'
  | 'names'
  | 'rows'
  | 'group'
  | 'options'
  | 'any'

export type Choice = { readonly value: Scalar; readonly label: string; readonly help?: string }

export type FormField = FormHints & {
  readonly name: string
  readonly title: string
  readonly help?: string
  /** Absent where leaving it out means nothing in particular. */
  readonly fallback?: unknown
  readonly as: ControlName
  readonly choices: readonly Choice[]
  /** Of a group, of options, or of one row. */
  readonly fields: readonly FormField[]
  /** Rows that stand below a name of their own, as in `assignments.assignments[]`. */
  readonly listName?: string
  /** A row has an id of its own. */
  readonly hasRowId?: boolean
  /** A choice from a list is kept as its value alone, not as n8n's resource locator. */
  readonly isPlain?: boolean
  readonly limits: {
    readonly minimum?: number
    readonly maximum?: number
    readonly pattern?: string
    readonly isWhole?: boolean
    readonly rowsMax?: number
  }
}

export type ParameterSchema = FormHints & {
  readonly type?: string | readonly string[]
  readonly title?: string
  readonly description?: string
  readonly default?: unknown
  readonly properties?: Readonly<Record<string, ParameterSchema>>
  readonly patternProperties?: unknown
  readonly required?: readonly string[]
  readonly items?: ParameterSchema
  readonly anyOf?: readonly ParameterSchema[]
  readonly enum?: readonly Scalar[]
  readonly const?: Scalar
  readonly format?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly pattern?: string
  readonly maxItems?: number
}
export type Parameters = Readonly<Record<string, unknown>>

const read = new WeakMap<object, readonly FormField[]>()

/** The fields of a schema of parameters, in its order. */
export function fieldsOf(schema: unknown): readonly FormField[] {
  if (!isTree(schema)) return []
  const known = read.get(schema)
  if (known !== undefined) return known
  const { properties = {} } = schema as ParameterSchema
  const named = Object.entries(properties).filter(([name, { title }]) => name !== 'id' || title !== undefined)
  const fields = named.map(([name, property]) =>
    // What only wraps something has no frame and no name of its own.
    named.length === 1 && isBareGroup(property)
      ? { ...fieldOf(name, { ...property, control: 'group' }), title: '' }
      : fieldOf(name, property),
  )
  read.set(schema, fields)
  return fields
}

function fieldOf(name: string, schema: ParameterSchema): FormField {
  const { listName, row } = rowsOf(schema)
  const as = schema.control ?? controlOf(schema, row !== undefined)
  const inner = as === 'rows' ? row : ['group', 'options'].includes(as) ? schema : undefined
  return {
    ...hintsOf(schema),
    name,
    title: schema.title ?? inWords(name),
    ...(schema.description === undefined ? {} : { help: schema.description }),
    ...(schema.default === undefined ? {} : { fallback: schema.default }),
    as,
    choices: choicesOf(as === 'multiSelect' ? (schema.items ?? {}) : schema),
    fields: fieldsOf(inner),
    ...(as === 'rows' && listName !== undefined ? { listName } : {}),
    ...(as === 'rows' && row?.properties?.['id'] !== undefined && row.properties['id'].title === undefined
      ? { hasRowId: true }
      : {}),
    ...(schema.loads !== undefined && schema.type !== undefined ? { isPlain: true } : {}),
    limits: {
      ...(schema.minimum === undefined ? {} : { minimum: schema.minimum }),
      ...(schema.maximum === undefined ? {} : { maximum: schema.maximum }),
      ...(schema.pattern === undefined ? {} : { pattern: schema.pattern }),
      ...(schema.maxItems === undefined ? {} : { rowsMax: schema.maxItems }),
      ...(schema.type === 'integer' ? { isWhole: true } : {}),
    },
  }
}

const hintNames = [
  'show',
  'versions',
  'language',
  'placeholder',
  'unit',
  'noExpression',
  'loads',
  'needed',
  'connection',
  'controls',
] as const

function hintsOf(schema: ParameterSchema): FormHints {
  return Object.fromEntries(hintNames.flatMap((name) => (schema[name] === undefined ? [] : [[name, schema[name]]])))
}

function rowsOf(schema: ParameterSchema): { readonly listName?: string; readonly row?: ParameterSchema } {
  if (schema.items?.properties !== undefined) return { row: schema.items }
  const entries = Object.entries(schema.properties ?? {})
  const [only] = entries
  if (entries.length !== 1 || only === undefined || only[1].items?.properties === undefined) return {}
  return { listName: only[0], row: only[1].items }
}

function controlOf(schema: ParameterSchema, isRows: boolean): ControlName {
  if (isRows) return 'rows'
  if (choicesOf(schema).length > 0) return 'select'
  if (schema.loads !== undefined) return 'locator'
  if (schema.language !== undefined) return schema.language === 'json' ? 'json' : 'code'
  if (schema.type === 'object') return objectControl(schema)
  if (schema.type === 'array') return arrayControl(schema.items ?? {})
  return byType[String(schema.type)] ?? 'any'
}

const byType: Readonly<Record<string, ControlName>> = { boolean: 'switch', number: 'number', integer: 'number', string: 'text' }

function arrayControl(entry: ParameterSchema): ControlName {
  if (choicesOf(entry).length > 0) return 'multiSelect'
  return entry.type === 'string' ? 'names' : 'json'
}

function objectControl({ properties, required = [] }: ParameterSchema): ControlName {
  if (properties === undefined) return 'json'
  const inner = Object.values(properties)
  return required.length > 0 || (inner.length === 1 && inner.some(isBareGroup)) ? 'group' : 'options'
}

const isBareGroup = ({ title, properties, items }: ParameterSchema) =>
  title === undefined && properties !== undefined && items === undefined

function choicesOf({ anyOf, enum: values, ...schema }: ParameterSchema): readonly Choice[] {
  if (values !== undefined) return values.map((value) => ({ value, label: labelOf(value) }))
  if (schema.const !== undefined) return [choiceOf({ ...schema, const: schema.const })]
  const constants = (anyOf ?? []).filter((one) => one.const !== undefined)
  return constants.map((one) => choiceOf({ ...one, const: one.const as Scalar }))
}

function choiceOf({ const: value, title, description }: ParameterSchema & { const: Scalar }): Choice {
  return { value, label: title ?? labelOf(value), ...(description === undefined ? {} : { help: description }) }
}

/** Only names are read as words: `yyyy-MM-dd`, `SHA256` and `GET` are written as they are. */
const labelOf = (value: Scalar) =>
  typeof value === 'string' && /^[a-z]{2,}([A-Z][a-z\d]*)*$/.test(value) ? inWords(value) : String(value)

/** `fieldToSplitOut` reads as "Field to split out". */
export function inWords(name: string): string {
  const words = name
    .replaceAll(/[_-]+/g, ' ')
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .trim()
  return words === '' ? name : `${words[0]?.toUpperCase()}${words.slice(1)}`
}

export const isTree = (value: unknown): value is Parameters =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
