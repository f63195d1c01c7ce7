import type { Environment } from '@steward/contract/api/policy'
import type { Finding, Severity } from '../../target.ts'
import type { ReadStatement } from '../read-statement.ts'
import { error, note, type Rule, warning } from './rule.ts'
import { changeRules } from './change-rules.ts'
import { definitionRules } from './definition-rules.ts'
import { queryRules } from './query-rules.ts'
import { schemaRules } from './schema-rules.ts'

const textRules: readonly Rule[] = [...queryRules, ...changeRules, ...schemaRules, ...definitionRules]

/** What only the database can tell. */
const databaseRules: Readonly<Record<string, Readonly<Record<Environment, Severity>>>> = {
  sequential_scan: warning,
  many_rows_changed: warning,
  function_that_changes: warning,
  unknown_function: warning,
  no_key: warning,
  triggers: warning,
  cascading_delete: error,
  other_server: warning,
  estimate_missing: note,
  unknown_table: warning,
}

/** How much each rule weighs where, unless a workspace decides otherwise. */
export const postgresqlRules: Readonly<Record<string, Readonly<Record<Environment, Severity>>>> = {
  ...Object.fromEntries(textRules.map(({ name, severity }) => [name, severity])),
  ...databaseRules,
}

export const severityOf = (rule: string, environment: Environment = 'production'): Severity =>
  postgresqlRules[rule]?.[environment] ?? 'warning'

/** `lineAt` tells the line of a place in the text that was submitted. */
export function findingsOf(statement: ReadStatement, lineAt: (place: number) => number): Finding[] {
  return textRules.flatMap((rule) =>
    rule.remarks(statement).map(({ text, hint, node }) => {
      const place = node?.value['location']
      return {
        rule: rule.name,
        severity: severityOf(rule.name),
        text,
        ...(hint === undefined ? {} : { hint }),
        line: typeof place === 'number' && place > 0 ? lineAt(place) : statement.line,
      }
    }),
  )
}

export function databaseFinding(rule: string, text: string, line: number | null, hint?: string): Finding {
  return { rule, severity: severityOf(rule), text, ...(hint === undefined ? {} : { hint }), line }
}
