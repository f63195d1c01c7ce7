import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { StartError } from '#base/start-error'

export type Migration = {
  /** As in the name of the file, with dots: `12` or `1.2`. */
  readonly version: string
  readonly description: string
  readonly script: string
  readonly path: string
  readonly sql: string
  readonly checksum: string
  /** False for a file whose first line is `-- no-transaction`. */
  readonly transactional: boolean
  /** The `U` file of the same version. */
  readonly undo: { readonly script: string; readonly sql: string } | undefined
}

const pattern = /^([VU])(\d+(?:[._]\d+)*)__(\w+)\.sql$/

/** Reads the `V` and `U` files of a folder in the order of their numbers. A folder that does not exist is empty. */
export function readMigrations(folder: string): Migration[] {
  const forward = new Map<string, Migration>()
  const backward = new Map<string, { script: string; sql: string }>()
  for (const script of listScripts(folder)) {
    const [, kind, number, words] = pattern.exec(script) ?? []
    if (kind === undefined || number === undefined || words === undefined) {
      throw new StartError(
        `The migration file ${join(folder, script)} is not named like V1__description.sql or U1__description.sql.`,
      )
    }
    const version = number.split(/[._]/).map(Number).join('.')
    const path = join(folder, script)
    // Git may write other line ends on Windows; the checksum must not see them.
    const sql = readFileSync(path, 'utf8')
      .replace(/^\uFEFF/, '')
      .replaceAll('\r\n', '\n')
    const twin = (kind === 'V' ? forward : backward).get(version)
    if (twin !== undefined)
      throw new StartError(`The migration files ${twin.script} and ${script} in ${folder} have the same number.`)
    if (kind === 'U') backward.set(version, { script, sql })
    else {
      const checksum = createHash('sha256').update(sql).digest('hex')
      const transactional = !/^--\s*no-transaction\b/.test(sql)
      forward.set(version, {
        version,
        description: words.replaceAll('_', ' '),
        script,
        path,
        sql,
        checksum,
        transactional,
        undo: undefined,
      })
    }
  }
  for (const [version, undo] of backward) {
    const migration = forward.get(version)
    if (migration === undefined)
      throw new StartError(`The undo file ${undo.script} in ${folder} has no migration file of the same number.`)
    forward.set(version, { ...migration, undo })
  }
  return [...forward.values()].sort((a, b) => compareVersions(a.version, b.version))
}

function listScripts(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.sql'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

/** By number, part by part: 2 before 10, 0.2 before 1. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a.split('.').map(Number), b.split('.').map(Number)]
  for (let part = 0; part < Math.max(left.length, right.length); part += 1) {
    const difference = (left[part] ?? 0) - (right[part] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

/** Steps below 1 belong to the runner itself and are the same in every hub. */
export function isCommon(version: string): boolean {
  return compareVersions(version, '1') < 0
}
