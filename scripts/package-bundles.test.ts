import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const server = join(root, 'server')

const node = (...args: string[]): string => execFileSync(process.execPath, args, { cwd: server, encoding: 'utf8' })
const evaluate = (code: string): unknown => JSON.parse(node('--input-type=module', '--eval', code))

const using = `
  import { bundleWhenStale, useBundles } from ${JSON.stringify(join(root, 'scripts/package-bundles.mjs'))}
  const specifiers = ['kysely', 'typebox', 'typebox/compile', 'typebox/value']
  const show = (value) => process.stdout.write(JSON.stringify(value))
`

beforeAll(() => node('--input-type=module', '--eval', `${using} await bundleWhenStale()`))

test('a bundle gives exactly what the package gives, from one instance', () => {
  const names = (use: string) => `${using} ${use}
    const all = {}
    for (const one of specifiers) all[one] = Object.keys(await import(one)).toSorted()
    show(all)`

  const plain = evaluate(names(''))
  expect(evaluate(names('useBundles()'))).toEqual(plain)
  expect(Object.keys(plain as object)).toHaveLength(4)

  const checked = evaluate(`${using} useBundles()
    const [{ Type }, { Compile }, { Value }] = await Promise.all([import('typebox'), import('typebox/compile'), import('typebox/value')])
    const schema = Type.Object({ at: Type.String({ format: 'date-time' }) })
    show([Compile(schema).Check({ at: '2026-01-31T09:30:00Z' }), Compile(schema).Check({ at: 'now' }), Value.Check(schema, {})])`)
  expect(checked).toEqual([true, false, false])
})

test('a process with bundles reads a few files where it would read hundreds', () => {
  const count = (use: string) => `${using} ${use}
    import { registerHooks } from 'node:module'
    const seen = new Set()
    registerHooks({ load: (url, context, next) => (seen.add(url), next(url, context)) })
    for (const one of specifiers) await import(one)
    show(seen.size)`

  expect(evaluate(count(''))).toBeGreaterThan(500)
  expect(evaluate(count('useBundles()'))).toBeLessThan(20)
})

test('a command runs with bundles as it does without', () => {
  const args = [join(server, 'main.ts'), 'eval', '{{ [1, 2].map((n) => n * 2) }}']

  expect(node(join(root, 'scripts/run-with-bundles.mjs'), ...args)).toBe(node(...args))
})
