import { existsSync, globSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { hubs } from '../server/hubs.ts'

const root = join(import.meta.dirname, '..')

const usage = `node tools/new.ts node <snake_case_name>
node tools/new.ts connector <service>
node tools/new.ts migration <hub> <what_it_does>
`

type NewFiles = Readonly<Record<string, string>>

/** The files that a kind of change begins with, by path; a sentence when it cannot begin so. */
export function filesFor([kind, name = '', what = '']: readonly string[], existing: readonly string[]): NewFiles | string {
  if (kind === 'node')
    return /^[a-z][a-z0-9_]*$/.test(name)
      ? definitionFiles(`server/nodes/${name}`, name, 'transform')
      : `A node is called in snake_case, such as word_count, not "${name}".`
  if (kind === 'connector')
    return /^[a-z][a-z0-9_]*$/.test(name)
      ? definitionFiles(`connectors/${name}`, name, 'service')
      : `A connector is called by its service in lower case, not "${name}".`
  if (kind !== 'migration') return usage
  if (!hubs.some((hub) => hub === name)) return `There is no hub "${name}"; the hubs are ${hubs.join(', ')}.`
  if (!/^[a-z][a-z0-9_]*$/.test(what)) return `Say in snake_case what the migration does, such as tag_colours, not "${what}".`
  const folder = `server/hub/${name}/migrations`
  const numbers = existing
    .filter((path) => path.startsWith(`${folder}/V`))
    .map((path) => Number(/\/V(\d+)__/.exec(path)?.[1] ?? 0))
  const next = Math.max(0, ...numbers) + 1
  return { [`${folder}/V${next}__${what}.sql`]: '-- Why: \n', [`${folder}/U${next}__${what}.sql`]: `-- Undoes V${next}.\n` }
}

function definitionFiles(folder: string, type: string, category: string): NewFiles {
  const title = `${type.charAt(0).toUpperCase()}${type.slice(1).replaceAll('_', ' ')}`
  return {
    [`${folder}/index.ts`]: `import { defineNode, mapItems } from '@steward/sdk/node'
import { Type } from 'typebox'

export default defineNode({
  type: '${type}',
  title: '${title}',
  description: '',
  category: '${category}',
  icon: 'box',
  n8n: [],
  parameters: Type.Object({ field: Type.String({ title: 'Field' }) }),
  effect: 'pure',
  execute: async (call) => [
    await mapItems(call, (item, index) => ({ json: { ...item.json, field: call.param<string>('field', index, '') } })),
  ],
})
`,
    [`${folder}/${type.replaceAll('_', '-')}.test.ts`]: `import { expect, test } from 'vitest'
import definition from './index.ts'

test('says what it does to the outside', () => {
  expect(definition.effect).toBe('pure')
})
`,
  }
}

if (import.meta.main) {
  const files = filesFor(
    process.argv.slice(2),
    globSync('server/hub/*/migrations/*.sql', { cwd: root }).map((path) => path.replaceAll('\\', '/')),
  )
  if (typeof files === 'string') {
    console.error(files)
    process.exitCode = 2
  } else {
    for (const [path, text] of Object.entries(files)) {
      if (existsSync(join(root, path))) throw new Error(`${path} is already there.`)
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), text)
      console.log(path)
    }
  }
}
