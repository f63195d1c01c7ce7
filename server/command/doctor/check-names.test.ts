import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkNames } from './check-names.ts'

const root = join(import.meta.dirname, '../../..')
const namesIn = (text: string) => text.match(/\bSTEWARD_[A-Z0-9_]*[A-Z0-9]\b/g) ?? []

/** Every name that the settings read, as their sources have them. */
function namesRead(): string[] {
  const folder = join(root, 'server/base')
  const sources = readdirSync(folder).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  return [...new Set(sources.flatMap((file) => namesIn(readFileSync(join(folder, file), 'utf8'))))]
}

test('every setting that is read is known to the doctor, and none is called misspelt', () => {
  const read = namesRead()

  expect(read.length).toBeGreaterThan(25)
  expect(read).toContain('STEWARD_VAULT_TOKEN_FILE')
  expect(checkNames(Object.fromEntries(read.map((name) => [name, 'x'])))).toEqual([])
})

test('every setting that is read is described', () => {
  const described = new Set(namesIn(readFileSync(join(root, 'docs/configuration.md'), 'utf8')))

  expect(namesRead().filter((name) => !described.has(name))).toEqual([])
})

test('what is no setting, or the database of a hub that does not exist, is called misspelt', () => {
  const found = checkNames({
    STEWARD_PROT: '80',
    STEWARD_WALET_DATABASE_URL: 'postgres://x/y',
    STEWARD_WALLET_DATABASE_URL: 'postgres://x/y',
    PORT: '80',
  })

  expect(found.map(({ says }) => says.split(' ')[0])).toEqual(['STEWARD_PROT', 'STEWARD_WALET_DATABASE_URL'])
})
