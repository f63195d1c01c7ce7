import type { MaskedColumn, QueryClass, ResultColumn, Target, TargetLimits, TargetOutcome } from '../target.ts'

type Asked = {
  readonly form?: 'query' | 'script'
  readonly allowed?: QueryClass
  readonly limits?: Partial<TargetLimits>
  readonly masked?: readonly MaskedColumn[]
  readonly keepsBefore?: boolean
  readonly signal?: AbortSignal
  /** Called for each row, before it counts as taken. */
  readonly onRow?: (values: readonly unknown[]) => void | Promise<void>
}

export type Got = {
  readonly outcome: TargetOutcome
  readonly columns: readonly ResultColumn[]
  readonly rows: readonly (readonly unknown[])[]
  /** The last column of each row: the whole document. */
  readonly documents: readonly Record<string, unknown>[]
}

export const limits: TargetLimits = { statementMs: 5000, lockMs: 1000, rows: 100, bytes: 1_000_000, changedRows: 10 }

/** Asks as an approved request does. */
export async function ask(target: Target, text: string, asked: Asked = {}): Promise<Got> {
  const rows: (readonly unknown[])[] = []
  let columns: readonly ResultColumn[] = []
  const outcome = await target.execute(
    {
      text,
      form: asked.form ?? 'query',
      allowed: asked.allowed ?? 'read',
      limits: { ...limits, ...asked.limits },
      masked: asked.masked ?? [],
      keepsBefore: asked.keepsBefore ?? true,
    },
    {
      columns: (found) => void (columns = found),
      row: async (values) => {
        await asked.onRow?.(values)
        rows.push(values)
      },
    },
    asked.signal ?? new AbortController().signal,
  )
  return { outcome, columns, rows, documents: rows.map((row) => row.at(-1) as Record<string, unknown>) }
}

/** The sentence that the person reads, or the fact that there was none. */
export async function refusalOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
    return 'it was done'
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
