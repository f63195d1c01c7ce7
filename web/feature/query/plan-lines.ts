export type PlanLine = {
  readonly depth: number
  readonly name: string
  readonly on: string | null
  readonly rows: number | null
  readonly condition: string | null
}

type Loose = Readonly<Record<string, unknown>>

const depthMax = 40

const asObject = (value: unknown): Loose | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Loose) : undefined
const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)

/** The steps of a plan of PostgreSQL, outermost first; none where it is something else. */
export function planLines(plan: unknown): readonly PlanLine[] {
  const outer = asObject(Array.isArray(plan) ? plan[0] : plan)
  const root = asObject(outer?.['Plan']) ?? outer
  return root?.['Node Type'] === undefined ? [] : linesOf(root, 0)
}

function linesOf(node: Loose, depth: number): PlanLine[] {
  const rows = node['Plan Rows']
  const line = {
    depth,
    name: textOf(node['Node Type']) ?? '',
    on: textOf(node['Relation Name']) ?? textOf(node['Index Name']),
    rows: typeof rows === 'number' ? rows : null,
    condition: textOf(node['Filter']) ?? textOf(node['Index Cond']) ?? textOf(node['Hash Cond']) ?? textOf(node['Join Filter']),
  }
  const parts = Array.isArray(node['Plans']) && depth < depthMax ? (node['Plans'] as unknown[]) : []
  return [line, ...parts.flatMap((part) => linesOf(asObject(part) ?? {}, depth + 1))]
}
