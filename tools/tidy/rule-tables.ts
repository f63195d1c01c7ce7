import { isCode, isTest, type Rule } from './source.ts'

const hubFile = /^server\/hub\/([^/]+)\//
const rawTable = /\b(?:from|join|into|update|table|references|only)\s+"?([a-z_]+)"?\."?[a-z_]+"?/gi
const builderTable =
  /\b(?:selectFrom|insertInto|updateTable|deleteFrom|mergeInto|(?:inner|left|right|full)Join)\(\s*['"]([a-z_]+)\.[a-z_]+/g
const builderSchema = /\.(?:kysely|withSchema|transaction|pool|client)\b[^('"`]*\(\s*['"]([a-z_]+)['"]/g
const anySql =
  /\b(?:selectFrom|insertInto|updateTable|deleteFrom|mergeInto)\(|\bsql(?:<[^>]*>)?`|`\s*(?:select|insert\s+into|update|delete\s+from|with\s+\w+\s+as|lock\s+table|notify|listen)\b/i

const mayHoldSql = (path: string) => /\.store\.ts$|\/migrations\//.test(path)

export const sqlInStores: Rule = {
  name: 'SQL stands in stores only',
  sees: (path) => isCode(path) && hubFile.test(path) && !isTest(path),
  faults: ({ path, code }) => (!mayHoldSql(path) && anySql.test(code) ? [`${path}: SQL belongs in a .store.ts file`] : []),
}

export const ownTables: Rule = {
  name: 'SQL names tables of its own hub only',
  sees: (path) => hubFile.test(path) && !isTest(path) && (mayHoldSql(path) || isCode(path)),
  faults({ path, code }, { hubs }) {
    const hub = hubFile.exec(path)?.[1]
    const named = [rawTable, builderTable, builderSchema].flatMap((pattern) =>
      [...code.matchAll(pattern)].map((match) => match[1]?.toLowerCase() ?? ''),
    )
    const foreign = new Set(named.filter((schema) => schema !== hub && hubs.includes(schema)))
    return [...foreign].map((schema) => `${path}: the tables of ${schema} are its own; ask #hub/${schema} instead`)
  },
}

const migrationFolder = /^server\/hub\/([^/]+)\/migrations\/([^/]+)$/
const migrationName = /^([VU])(\d+)__([a-z0-9]+(?:_[a-z0-9]+)*)\.sql$/

export const migrations: Rule = {
  name: 'migrations are V{n}__{what}.sql, counted from 1, each with its U{n}',
  sees: (path) => migrationFolder.test(path),
  faults({ path }, { paths }) {
    const [, hub = '', file = ''] = migrationFolder.exec(path) ?? []
    const [, kind, number = '', what = ''] = migrationName.exec(file) ?? []
    if (kind === undefined) return [`${path}: call it V{n}__{what_it_does}.sql or U{n}__{what_it_does}.sql`]
    const beside = (name: string) => `server/hub/${hub}/migrations/${name}`
    const partner = beside(`${kind === 'V' ? 'U' : 'V'}${number}__${what}.sql`)
    const faults = paths.has(partner) ? [] : [`${path}: ${partner} is missing`]
    const all = [...paths].filter((one) => one.startsWith(beside('V')))
    const numberOf = (one: string) => Number(migrationName.exec(one.split('/').at(-1) ?? '')?.[2])
    if (kind === 'V' && Number(number) > 1 && !all.some((one) => numberOf(one) === Number(number) - 1))
      faults.push(`${path}: there is no V${Number(number) - 1} before it`)
    if (kind === 'V' && all.filter((one) => numberOf(one) === Number(number)).length > 1)
      faults.push(`${path}: there are two migrations V${number} of ${hub}`)
    return faults
  },
}
