import type { CatalogTable } from '@steward/contract/api/catalog'
import type { DatabaseKind } from '@steward/contract/api/instance'
import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete'
import type { Extension } from '@codemirror/state'

export type EditorLanguage = { readonly kind: DatabaseKind; readonly tables: readonly CatalogTable[] }

/** Each language comes in a piece of its own, because hardly anybody needs both. */
export async function languageOf({ kind, tables }: EditorLanguage): Promise<Extension> {
  if (kind === 'mongodb') {
    const { javascript, javascriptLanguage } = await import('@codemirror/lang-javascript')
    return [javascript(), javascriptLanguage.data.of({ autocomplete: collectionsOf(tables) })]
  }
  const { PostgreSQL, sql } = await import('@codemirror/lang-sql')
  return sql({ dialect: PostgreSQL, schema: schemaOf(tables), defaultSchema: 'public' })
}

const columnsOf = ({ columns }: CatalogTable): Completion[] =>
  columns.map(({ name, type, isMasked }) => ({ label: name, type: 'property', detail: isMasked ? `${type} ••••` : type }))

function schemaOf(tables: readonly CatalogTable[]): Record<string, Record<string, Completion[]>> {
  const schemas: Record<string, Record<string, Completion[]>> = {}
  for (const table of tables) (schemas[table.schema ?? 'public'] ??= {})[table.name] = columnsOf(table)
  return schemas
}

/** After `db.` the collections; elsewhere the fields of all of them. */
const collectionsOf =
  (tables: readonly CatalogTable[]) =>
  (context: CompletionContext): CompletionResult | null => {
    const word = context.matchBefore(/(\bdb\.)?[\w$]*$/)
    if (word === null || (word.from === word.to && !context.explicit)) return null
    if (word.text.startsWith('db.'))
      return { from: word.from + 3, options: tables.map(({ name }) => ({ label: name, type: 'class' })), validFor: /^\w*$/ }
    const fields = new Map(tables.flatMap(columnsOf).map((field) => [field.label, field]))
    return { from: word.from, options: [...fields.values()], validFor: /^[\w$]*$/ }
  }
