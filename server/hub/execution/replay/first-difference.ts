import type { Item } from '@steward/contract/item'

export type Difference = { readonly path: string; readonly old: string; readonly new: string }

type Items = readonly Item[]
type Pair = { readonly path: string; readonly old: unknown; readonly new: unknown }

/**
 * Where the outputs of two node executions differ first; undefined where they
 * are the same. Of a file its description counts, since what holds its bytes
 * differs by where it is kept; how items are paired is not compared.
 */
export function firstDifference(old: readonly Items[], now: readonly Items[]): Difference | undefined {
  return firstUnequal({ path: 'outputs', old: old.map(shown), new: now.map(shown) })
}

const shown = (items: Items) =>
  items.map(({ json, binary, error }) => ({ json, binary: binary === undefined ? undefined : filesOf(binary), error }))

function filesOf(binary: NonNullable<Item['binary']>): unknown {
  const about = ({ mimeType, fileName, bytes }: { mimeType: string; fileName?: string; bytes?: number }) => ({
    mimeType,
    fileName,
    bytes,
  })
  return Object.fromEntries(Object.entries(binary).map(([name, file]) => [name, about(file)]))
}

/** Without recursion: data may be nested as deep as its text is long. */
function firstUnequal(whole: Pair): Difference | undefined {
  const open: Pair[] = [whole]
  for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
    const old = asJson(pair.old)
    const now = asJson(pair.new)
    if (old === now) continue
    if (Array.isArray(old) && Array.isArray(now)) {
      // Last first, because what is pushed last is looked at first.
      for (let at = Math.max(old.length, now.length) - 1; at >= 0; at--) {
        open.push({
          path: `${pair.path}[${at}]`,
          old: at < old.length ? (old[at] ?? null) : undefined,
          new: at < now.length ? (now[at] ?? null) : undefined,
        })
      }
    } else if (isFields(old) && isFields(now)) {
      for (const key of [...new Set([...Object.keys(old), ...Object.keys(now)])].toReversed()) {
        open.push({ path: `${pair.path}${step(key)}`, old: own(old, key), new: own(now, key) })
      }
    } else return { path: pair.path.slice(0, pathMax), old: short(old), new: short(now) }
  }
  return undefined
}

/** What becomes of a value when it is stored. */
function asJson(value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? null : value
}

const pathMax = 500
const textMax = 200
const isFields = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const own = (fields: Record<string, unknown>, key: string) => (Object.hasOwn(fields, key) ? fields[key] : undefined)
const step = (key: string) => (/^[\w$]+$/.test(key) ? `.${key}` : `[${JSON.stringify(key.slice(0, 100))}]`)

function short(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (Array.isArray(value)) return `a list of ${value.length}`
  if (isFields(value)) return `an object of ${Object.keys(value).length} fields`
  if (typeof value !== 'string' || value.length <= textMax) return JSON.stringify(value)
  return `${JSON.stringify(value.slice(0, textMax))} … ${value.length} characters`
}
