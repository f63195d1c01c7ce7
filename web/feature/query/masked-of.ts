import type { MaskedColumn } from '@steward/contract/api/instance'
import type { QueryAnalysis } from '@steward/contract/api/query'

/** `people.email`: the masked columns that a text names, or has among all those it asks for. */
export function maskedOf({ tables }: Pick<QueryAnalysis, 'tables'>, masked: readonly MaskedColumn[]): string[] {
  const found = masked.filter(({ schema, table, column }) =>
    tables.some(
      (touched) =>
        touched.name === table &&
        (schema === null || touched.schema === null || touched.schema === schema) &&
        (touched.columns.includes(column) || touched.columns.includes('*')),
    ),
  )
  return [...new Set(found.map(({ table, column }) => `${table}.${column}`))]
}
