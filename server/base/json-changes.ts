/** A place at which two values differ; `before` is absent where it is new, `after` where it is gone. */
export type JsonChange = { readonly path: string; readonly before?: unknown; readonly after?: unknown }

type Pair = { readonly path: string; readonly before: unknown; readonly after: unknown }

const nothing = Symbol('nothing')

/**
 * Where two values of JSON differ, in the order of the new one, at most `max` places. The order of fields means nothing;
 * lists are compared by position. Without recursion: values may be nested as deep as their text is long.
 */
export function jsonChanges(before: unknown, after: unknown, max = 500): JsonChange[] {
  const changes: JsonChange[] = []
  const open: Pair[] = [{ path: '', before, after }]
  for (let pair = open.pop(); pair !== undefined && changes.length < max; pair = open.pop()) {
    if (pair.before === pair.after) continue
    const inner = partsOf(pair)
    // Last first, because what is pushed last is looked at first.
    if (inner !== undefined) open.push(...inner.toReversed())
    else if (!(Number.isNaN(pair.before) && Number.isNaN(pair.after)))
      changes.push({
        path: pair.path,
        ...(pair.before === nothing ? {} : { before: pair.before }),
        ...(pair.after === nothing ? {} : { after: pair.after }),
      })
  }
  return changes
}

/** What both hold, pair by pair; undefined where they cannot be compared by parts. */
function partsOf({ path, before, after }: Pair): Pair[] | undefined {
  if (Array.isArray(before) && Array.isArray(after)) {
    const at = (list: readonly unknown[], index: number) => (index < list.length ? list[index] : nothing)
    return Array.from({ length: Math.max(before.length, after.length) }, (_, index) => ({
      path: `${path}[${index}]`,
      before: at(before, index),
      after: at(after, index),
    }))
  }
  if (!isFields(before) || !isFields(after)) return undefined
  const own = (fields: Record<string, unknown>, key: string) => (Object.hasOwn(fields, key) ? fields[key] : nothing)
  return [...new Set([...Object.keys(after), ...Object.keys(before)])].map((key) => ({
    path: `${path}${step(path, key)}`,
    before: own(before, key),
    after: own(after, key),
  }))
}

function step(path: string, key: string): string {
  if (!/^[\w$-]+$/.test(key)) return `[${JSON.stringify(key.slice(0, 100))}]`
  return path === '' ? key : `.${key}`
}

const isFields = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
