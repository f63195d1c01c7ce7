import { isTree, type Parameters } from '@steward/contract/node-form'

/** Where a value stands in the parameters of a node: names of objects and positions of lists. */
export type Path = readonly (string | number)[]

/** As server and engine write it: `rules.values.0.conditions`. */
export const written = (path: Path): string => path.join('.')

/** The parameters with one value set, or without it where `value` is undefined. Nothing beside it changes. */
export function setIn(parameters: Parameters, path: Path, value: unknown): Parameters {
  return setAt(parameters, path, value) as Parameters
}

function setAt(into: unknown, [name, ...rest]: Path, value: unknown): unknown {
  if (name === undefined) return value
  if (Array.isArray(into) && typeof name === 'number') {
    const inner = setAt(into[name], rest, value)
    return inner === undefined ? into.toSpliced(name, 1) : into.with(name, inner)
  }
  const tree = isTree(into) ? into : {}
  const inner = setAt(tree[name], rest, value)
  if (inner !== undefined) return { ...tree, [name]: inner }
  const { [name]: _gone, ...others } = tree
  return others
}

export function valueIn(parameters: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, name) =>
      typeof value === 'object' && value !== null ? (value as Record<string | number, unknown>)[name] : undefined,
    parameters,
  )
}

/** A title that tells the rows of a list apart: `Value 2`. */
export function nameIn(title: string, path: Path): string {
  const row = path.findLast((step) => typeof step === 'number')
  return row === undefined ? title : `${title} ${row + 1}`
}
