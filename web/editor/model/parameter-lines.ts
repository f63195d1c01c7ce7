import { inWords } from '@steward/contract/node-form'

/** A parameter as the panel shows it. */
export type ParameterLine =
  | { readonly form: 'group'; readonly title: string; readonly path: string; readonly lines: readonly ParameterLine[] }
  | {
      readonly form: 'value'
      readonly title: string
      readonly path: string
      readonly text: string
      readonly look: 'plain' | 'expression' | 'code'
    }

const depthMax = 6
const linesMax = 200

/** Parameters as titled lines; titles come from the kind's schema where it has one, else from the name. */
export function parameterLines(parameters: unknown, schema: unknown): readonly ParameterLine[] {
  return linesOf(parameters, schema, '', 0)
}

function linesOf(value: unknown, schema: unknown, path: string, depth: number): readonly ParameterLine[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value)
    .filter(([, inner]) => !isEmpty(inner))
    .slice(0, linesMax)
    .map(([name, inner]) => lineOf(name, inner, propertyOf(schema, name), path === '' ? name : `${path}.${name}`, depth))
}

// oxlint-disable-next-line max-params -- Name, value, schema and place of one parameter; an object for them would hide the recursion.
function lineOf(name: string, value: unknown, schema: unknown, path: string, depth: number): ParameterLine {
  const title = titleOf(schema) ?? (/^\d+$/.test(name) ? `${Number(name) + 1}` : inWords(name))
  if (typeof value === 'object' && value !== null) {
    if (depth >= depthMax) return { form: 'value', title, path, text: JSON.stringify(value, null, 2), look: 'code' }
    return { form: 'group', title, path, lines: linesOf(value, schema, path, depth + 1) }
  }
  const text = typeof value === 'string' ? value : String(value)
  if (typeof value === 'string' && value.startsWith('='))
    return { form: 'value', title, path, text: text.slice(1), look: 'expression' }
  return { form: 'value', title, path, text, look: text.includes('\n') ? 'code' : 'plain' }
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === '' || (typeof value === 'object' && value !== null && Object.keys(value).length === 0)

function propertyOf(schema: unknown, name: string): unknown {
  if (typeof schema !== 'object' || schema === null) return undefined
  const { properties, items } = schema as { properties?: Record<string, unknown>; items?: unknown }
  return properties !== undefined && Object.hasOwn(properties, name) ? properties[name] : items
}

function titleOf(schema: unknown): string | undefined {
  const title = typeof schema === 'object' && schema !== null ? (schema as { title?: unknown }).title : undefined
  return typeof title === 'string' ? title : undefined
}
