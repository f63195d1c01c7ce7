/** Parameters that hold code: what they say is never an expression, yet it names nodes. */
const codeKeys = new Set(['jsCode', 'pythonCode', 'functionCode', 'code'])

const references = [
  /(\$\(\s*)(['"`])((?:\\.|(?!\2)[^\\])*)\2/g,
  /(\$node\[\s*)(['"`])((?:\\.|(?!\2)[^\\])*)\2/g,
  /(\$items\(\s*)(['"`])((?:\\.|(?!\2)[^\\])*)\2/g,
]
const dotted = /\$node\.([A-Za-z_$][\w$]*)/g

/** Makes expressions and code follow nodes that have a new name. Everything else stays as it was written. */
export function renameInParameters(
  parameters: Record<string, unknown>,
  renamed: ReadonlyMap<string, string>,
): Record<string, unknown> {
  if (renamed.size === 0) return parameters
  return renameIn(parameters, renamed, false) as Record<string, unknown>
}

function renameIn(value: unknown, renamed: ReadonlyMap<string, string>, isCode: boolean): unknown {
  if (typeof value === 'string') return isCode || value.startsWith('=') ? renameInText(value, renamed) : value
  if (Array.isArray(value)) return value.map((inner: unknown) => renameIn(inner, renamed, false))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, renameIn(inner, renamed, codeKeys.has(key))]))
}

/** Rewrites `$('…')`, `$node["…"]`, `$node.…` and `$items('…')` in one text. */
export function renameInText(text: string, renamed: ReadonlyMap<string, string>): string {
  const quoted = references.reduce(
    (result, pattern) =>
      result.replace(pattern, (whole: string, start: string, quote: string, inside: string) => {
        const name = renamed.get(inside.replaceAll(/\\(.)/gs, '$1'))
        return name === undefined ? whole : `${start}${quote}${escape(name, quote)}${quote}`
      }),
    text,
  )
  return quoted.replace(dotted, (whole: string, inside: string) => {
    const name = renamed.get(inside)
    return name === undefined ? whole : `$node[${JSON.stringify(name)}]`
  })
}

function escape(name: string, quote: string): string {
  const escaped = name.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll(quote, `\\${quote}`)
  return quote === '`' ? escaped.replaceAll('${', '\\${') : escaped
}
