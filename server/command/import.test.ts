import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ImportLine } from '@steward/contract/api/workflow'
import { importCommand } from './import.ts'

const workflow = JSON.stringify({
  name: 'Hello',
  nodes: [{ name: 'Start', type: 'n8n-nodes-base.telepathy', parameters: {} }],
  connections: {},
})
let folder: string
let out: string
let err: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'steward-import-'))
  out = ''
  err = ''
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((out += text as string), true))
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((err += text as string), true))
  vi.stubEnv('STEWARD_API_KEY', undefined)
})

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

const lines = () =>
  out
    .trim()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as ImportLine)

/** An installation as far as an import needs one: it remembers what came and answers as told. */
async function installation(
  answer: (path: string, body: { files: { file: string }[]; activate: boolean }) => readonly [number, unknown],
) {
  const calls: { path: string; authorization: string | undefined; files: number }[] = []
  const server = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk: Buffer) => (text += chunk.toString()))
    request.on('end', () => {
      const body = (text === '' ? { files: [] } : JSON.parse(text)) as { files: { file: string }[]; activate: boolean }
      calls.push({ path: request.url ?? '', authorization: request.headers.authorization, files: body.files.length })
      const [status, value] = answer(request.url ?? '', body)
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  vi.stubEnv('STEWARD_URL', `http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  vi.stubEnv('STEWARD_API_KEY', 'key_1')
  return { calls, [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())) }
}

test('a check says per file what it would bring, and needs no server', async () => {
  mkdirSync(join(folder, 'deep'))
  writeFileSync(join(folder, 'a.json'), workflow)
  writeFileSync(join(folder, 'deep', 'b.json'), '{"nodes": [')
  writeFileSync(join(folder, 'c.json'), Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(workflow, 'utf16le')]))
  writeFileSync(join(folder, 'readme.txt'), 'not one of them')

  expect(await importCommand([folder, '--check', '--json'])).toBe(1)

  expect(lines().map(({ ok, name, nodes, supported, placeholders }) => ({ ok, name, nodes, supported, placeholders }))).toEqual([
    { ok: true, name: 'Hello', nodes: 1, supported: 0, placeholders: ['n8n-nodes-base.telepathy'] },
    { ok: true, name: 'Hello', nodes: 1, supported: 0, placeholders: ['n8n-nodes-base.telepathy'] },
    { ok: false, name: null, nodes: 0, supported: 0, placeholders: [] },
  ])
  expect(lines()[0]?.effects).toEqual([
    { node: 'Start', type: 'n8n-nodes-base.telepathy', class: 'write', target: 'telepathy', connection: null },
  ])
  expect(lines()[2]?.problems[0]).toContain('ends too early')
})

test('a check for people ends with totals', async () => {
  writeFileSync(join(folder, 'a.json'), workflow)

  expect(await importCommand([folder, '--check'])).toBe(0)

  expect(out).toContain('(0 of 1 nodes supported)')
  expect(out).toContain('1 of 1 can be imported, 0 of 1 nodes supported. Types that are not known yet: n8n-nodes-base.telepathy.')
})

test('wrong usage ends with 2 and says how it is meant', async () => {
  for (const argv of [[], ['--nonsense'], [join(folder, 'missing.json')], [folder]]) {
    expect(await importCommand(argv)).toBe(2)
    expect(err).toContain('usage: steward import')
  }
})

test('without a key it says how to make one', async () => {
  writeFileSync(join(folder, 'a.json'), workflow)

  expect(await importCommand([folder])).toBe(1)

  expect(err).toContain('steward api-key create')
})

test('files go to the installation in batches, with the key', async () => {
  for (let index = 0; index < 230; index++) writeFileSync(join(folder, `${index}.json`), workflow)
  await using server = await installation((_, { files, activate }) => [
    200,
    {
      lines: files.map(({ file }) => ({
        file,
        name: activate ? 'active' : 'draft',
        ok: true,
        nodes: 1,
        supported: 1,
        placeholders: [],
        problems: [],
        notices: [],
        effects: [],
      })),
    },
  ])

  expect(await importCommand([folder, '--activate', '--json'])).toBe(0)

  expect(lines().length).toBe(230)
  expect(lines()[2]).toMatchObject({ file: join(folder, '2.json'), name: 'active' })
  expect(server.calls.map(({ files }) => files)).toEqual([100, 100, 30])
  expect(server.calls[0]).toMatchObject({ path: '/api/v1/workflows/import', authorization: 'Bearer key_1' })
})

test('a refused batch is a line per file with the reason', async () => {
  writeFileSync(join(folder, 'a.json'), workflow)
  await using _server = await installation(() => [403, { detail: 'The key may not write workflows.' }])

  expect(await importCommand([folder, '--json'])).toBe(1)

  expect(lines()).toMatchObject([{ ok: false, problems: ['The installation answered 403: The key may not write workflows.'] }])
})

test('a key that is not accepted and an installation that is not there are told in one sentence', async () => {
  writeFileSync(join(folder, 'a.json'), workflow)
  {
    await using _server = await installation(() => [401, {}])
    expect(await importCommand([folder])).toBe(1)
    expect(err).toContain('does not accept the API key')
  }

  expect(await importCommand([folder])).toBe(1)

  expect(err).toContain('cannot be reached')
})

test('nothing is imported into another workspace than the named one', async () => {
  writeFileSync(join(folder, 'a.json'), workflow)
  await using server = await installation(() => [200, { workspace: { id: 'w1', name: 'Sales' } }])

  expect(await importCommand([folder, '--workspace', 'Support'])).toBe(1)

  expect(err).toContain('belongs to the workspace "Sales", not to "Support"')
  expect(server.calls.map(({ path }) => path)).toEqual(['/api/v1/session'])
})
