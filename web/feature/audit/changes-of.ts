type Values = Readonly<Record<string, unknown>> | null

export type Change = {
  readonly field: string
  /** As text; undefined where there was none. */
  readonly old: string | undefined
  readonly new: string | undefined
  readonly isSame: boolean
}

/** Field by field, what it was and what it became; what differs comes first. */
export function changesOf(old: Values, became: Values): Change[] {
  const fields = [...new Set([...Object.keys(old ?? {}), ...Object.keys(became ?? {})])]
  const changes = fields.map((field) => {
    const [before, after] = [textOf(old?.[field]), textOf(became?.[field])]
    return { field, old: before, new: after, isSame: before === after }
  })
  return changes.sort((a, b) => Number(a.isSame) - Number(b.isSame))
}

function textOf(value: unknown): string | undefined {
  if (value === undefined) return undefined
  return typeof value === 'string' ? value : JSON.stringify(value)
}
