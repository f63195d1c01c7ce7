import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { rules, tidy } from './tidy.ts'
import { readSources, sourceOf } from './tidy/source.ts'

const root = join(import.meta.dirname, '..')
const order = ['audit', 'wallet', 'execution']

/** What the rules say about files at these paths, the signs of their hubs aside. */
function faults(files: Record<string, string>): string[] {
  const house = Object.fromEntries(
    order.flatMap((hub) => [
      [`server/hub/${hub}/index.ts`, ''],
      [`server/hub/${hub}/README.md`, `# ${hub}\n**Owns** **Words** **Always true**\n`],
    ]),
  )
  return tidy(
    Object.entries({ ...house, ...files }).map(([path, text]) => sourceOf(path, text)),
    { hubs: order },
  )
}

const inHub = (text: string, file = 'hold.ts') => faults({ [`server/hub/wallet/${file}`]: text })

test('a hub may use a lower hub and not a higher one', () => {
  expect(inHub(`import { record } from '#hub/audit'`)).toEqual([])
  expect(inHub(`import { start } from '#hub/execution'`)).toEqual([
    'server/hub/wallet/hold.ts: wallet stands before execution in hubs.ts; publish an event instead',
  ])
})

test('a hub that is not in the list is a fault', () => {
  expect(faults({ 'server/hub/mystery/index.ts': '' })).toContain('server/hub/mystery: the hub is missing in server/hubs.ts')
})

test('an endpoint names a permission', () => {
  const declared = (more: string) =>
    faults({
      'contract/api/tag.ts': `export const a = endpoint({\n  operationId: 'a',\n${more}})\nexport const b = endpoint({\n  operationId: 'b',\n  permission: 'tag:read',\n})`,
    })

  expect(declared(`  permission: 'public',\n`)).toEqual([])
  expect(declared('')).toEqual([
    `contract/api/tag.ts: a names no permission; say who may call it, as permission: 'workflow:read'`,
  ])
  expect(declared(`  // permission: 'public',\n`)).toHaveLength(1)
  expect(declared(`  permission: undefined as never,\n`)).toHaveLength(1)
})

test('a room is entered by its door', () => {
  const door = (text: string, path = 'server/hub/wallet/hold.ts') => faults({ [path]: text })

  expect(door(`import { x } from '../audit/audit.store.ts'`)).toEqual([
    `server/hub/wallet/hold.ts: '../audit/audit.store.ts' reaches into the room hub/audit; import '#hub/audit' instead`,
  ])
  expect(door(`import type { x } from '../../engine/core/state.ts'`)).toHaveLength(1)
  expect(door(`export { x } from '../core/walk.ts'`, 'server/engine/host/a.ts')).toHaveLength(1)
  expect(door(`const x = await import('../../base/id.ts')`)).toHaveLength(1)
  expect(door(`import { x } from './settle.ts'\nimport { hubs } from '../../hubs.ts'`)).toEqual([])
})

test('imports point down', () => {
  const from = (path: string, target: string) => faults({ [path]: `import { x } from '${target}'` })

  expect(from('server/base/a.ts', '#db')).toEqual([
    'server/base/a.ts: base may not know db; pass in what it needs, or publish an event',
  ])
  expect(from('server/db/a.ts', '#http')).toHaveLength(1)
  expect(from('server/http/a.ts', '#hub/audit')).toHaveLength(1)
  expect(from('server/engine/host/a.ts', '#hub/audit')).toHaveLength(1)
  expect(from('server/engine/host/a.ts', '#nodes')).toHaveLength(1)
  expect(from('server/engine/core/a.ts', '#engine/host')).toHaveLength(1)
  expect(from('server/nodes/set/index.ts', '#db')).toContainEqual(expect.stringContaining('nodes may not know db'))
  expect(from('server/http/a.ts', '#net')).toEqual([])
  expect(from('server/engine/host/a.ts', '#db')).toEqual([])
  expect(from('server/hub/wallet/a.ts', '#engine/core')).toEqual([])
})

test('the core of the engine does no input or output and reads no clock', () => {
  const core = (text: string) => faults({ 'server/engine/core/walk.ts': text })

  for (const text of [
    `import { readFile } from 'node:fs/promises'`,
    'Date.now()',
    'new Date()',
    'performance.now()',
    'Math.random()',
    'setTimeout(go, 5)',
  ]) {
    expect(core(text), text).toHaveLength(1)
  }
  expect(
    core(
      `import { isDeepStrictEqual } from 'node:util'\n// new Date() would be wrong here\nconst at = new Date(nowMs); throw new Error('Date.now() is not')`,
    ),
  ).toEqual([])
})

test('SQL stands in stores only', () => {
  expect(inHub('await query(`select 1`)')).toEqual(['server/hub/wallet/hold.ts: SQL belongs in a .store.ts file'])
  expect(inHub(`db.selectFrom('holds')`)).toHaveLength(1)
  expect(inHub('await query(`select 1`)', 'wallet.store.ts')).toEqual([])
  expect(inHub('const text = `select one of them`', 'hold.test.ts')).toEqual([])
})

test('SQL names tables of its own hub only', () => {
  const store = (text: string) => inHub(text, 'wallet.store.ts')

  expect(store('`select 1 from wallet.holds join audit.entries on true`')).toEqual([
    'server/hub/wallet/wallet.store.ts: the tables of audit are its own; ask #hub/audit instead',
  ])
  expect(store(`db.kysely<Tables>('audit').selectFrom('entries')`)).toHaveLength(1)
  expect(store(`tx.insertInto('audit.entries')`)).toHaveLength(1)
  expect(store(`db.kysely<Tables>('wallet').selectFrom('wallet.holds') // from audit.entries`)).toEqual([])
  expect(
    inHub('alter table wallet.holds add foreign key (entry) references audit.entries', 'migrations/V1__a.sql'),
  ).toContainEqual(expect.stringContaining('tables of audit'))
})

test('migrations are numbered without gaps and can be undone', () => {
  const folder = (...names: string[]) =>
    faults(Object.fromEntries(names.map((name) => [`server/hub/wallet/migrations/${name}`, ''])))

  expect(folder('V1__holds.sql', 'U1__holds.sql', 'V2__more.sql', 'U2__more.sql')).toEqual([])
  expect(folder('V1__holds.sql')).toEqual([expect.stringContaining('U1__holds.sql is missing')])
  expect(folder('V2__holds.sql', 'U2__holds.sql')).toEqual([expect.stringContaining('there is no V1 before it')])
  expect(folder('V1__a.sql', 'U1__a.sql', 'V1__b.sql', 'U1__b.sql')).toContainEqual(expect.stringContaining('two migrations V1'))
  expect(folder('0001-holds.sql')).toEqual([expect.stringContaining('call it V{n}__')])
})

test('a hub has a door and a short sign on it', () => {
  expect(faults({ 'server/hub/wallet/README.md': '# wallet\n' })).toHaveLength(3)
  expect(faults({ 'server/hub/wallet/README.md': `# wallet\n**Owns** **Words** **Always true**\n${'x\n'.repeat(30)}` })).toEqual([
    expect.stringContaining('at most 25'),
  ])
  expect(tidy([sourceOf('server/hub/wallet/hold.ts', '')], { hubs: order })).toEqual([
    'server/hub/wallet: a hub needs index.ts',
    'server/hub/wallet: a hub needs README.md',
  ])
})

test('a file is named by what is in it', () => {
  for (const name of [
    'utils.ts',
    'types.ts',
    'constants.ts',
    'helpers.ts',
    'wallet-service.ts',
    'wallet.manager.ts',
    'wallet.types.ts',
    'PlaceHold.ts',
  ]) {
    expect(inHub('', name), name).toHaveLength(1)
  }
  expect(inHub('', 'wallet.store.ts')).toEqual([])
})

test('a number that measures something says its unit', () => {
  expect(inHub('type Hold = { readonly amount: number }')).toEqual([expect.stringContaining('say the unit of "amount"')])
  expect(inHub('function wait(requestTimeout?: number) {}')).toHaveLength(1)
  expect(inHub('const ttl = 60_000')).toHaveLength(1)
  expect(inHub('const body = { fileSize: Type.Optional(Type.Integer()) }')).toHaveLength(1)
  expect(
    inHub('type Hold = { amountMicros: number; timeoutMs: number; batchSize: number; message: number }\nconst size = map.size'),
  ).toEqual([])
})

test('exported names use the words of the glossary', () => {
  expect(inHub('export type Credential = string')).toEqual([expect.stringContaining('the word here is connection')])
  expect(inHub('export function startWorkflowRun() {}')).toHaveLength(1)
  expect(inHub('export class HoldImpl {}')).toHaveLength(1)
  expect(inHub(`export const runIndex = 1\nconst credential = 'n8n calls it so'`)).toEqual([])
})

test('no open ends', () => {
  expect(inHub('// FIXME')).toEqual([expect.stringContaining('cannot be merged')])
  expect(inHub('// TODO later')).toEqual([expect.stringContaining('carries a date')])
  expect(inHub('// TODO(2030-01-31) later\n// TODO #12')).toEqual([])
})

test('globals stay in their room', () => {
  expect(inHub(`await fetch('https://example.com')`)).toEqual([expect.stringContaining('use #net')])
  expect(inHub(`const port = process.env['PORT']`)).toEqual([expect.stringContaining('settings.ts')])
  expect(inHub('const now = Date.now()')).toEqual([expect.stringContaining('take the time from the scope')])
  expect(inHub('const at = new Date(nowMs); await client.fetch(1)')).toEqual([])
  expect(faults({ 'server/nodes/x/index.ts': 'new Date()', 'server/nodes/x/x.test.ts': '' })).toHaveLength(1)
  expect(
    faults({ 'server/net/call.ts': 'fetch(url)', 'server/base/settings.ts': 'process.env', 'web/api/client.ts': 'fetch(url)' }),
  ).toEqual([])
})

test('nothing but #net opens connections to the outside', () => {
  for (const text of [
    `import { request } from 'undici'`,
    `import { MongoClient } from 'mongodb'`,
    `import * as http from 'node:http'`,
    `import { get } from 'https'`,
    `import { isIP, connect } from 'node:net'`,
    `const { connect } = await import('node:tls')`,
    `import nodemailer from 'nodemailer'`,
    `import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'`,
    `import { discovery } from 'openid-client'`,
    `import { createRemoteJWKSet } from 'jose'`,
    `import axios from 'axios'`,
    `await globalThis.fetch(url)`,
    `await globalThis['fetch'](url)`,
    `const socket = new WebSocket(url)`,
  ])
    expect(inHub(text), text).toHaveLength(1)
  for (const text of [
    `import { isIP } from 'node:net'`,
    `import type { IncomingMessage } from 'node:http'`,
    `import { SignJWT } from 'jose'`,
    `import { createServer, type Server } from 'node:net'`,
    `import { checkServerIdentity } from 'node:tls'`,
  ])
    expect(inHub(text), text).toEqual([])
  expect(faults({ 'server/net/call.ts': `import { Agent } from 'undici'` })).toEqual([])
  expect(faults({ 'server/target/mongodb/connection.ts': `import { MongoClient } from 'mongodb'` })).toEqual([])
})

test('contract and sdk are what others stand on', () => {
  expect(faults({ 'contract/a.ts': `import { x } from '@steward/server/a'` })).toHaveLength(1)
  expect(faults({ 'contract/a.ts': `import { x } from '@steward/sdk/node'` })).toHaveLength(1)
  expect(faults({ 'sdk/a.ts': `import { x } from '@steward/contract/item'` })).toEqual([])
})

test('a connector knows the SDK only, and has a test', () => {
  const connector = (text: string) => faults({ 'connectors/bitly/index.ts': text, 'connectors/bitly/bitly.test.ts': '' })

  expect(connector(`import { defineNode } from '@steward/sdk/node'\nimport { shorten } from './shorten.ts'`)).toEqual([])
  expect(connector(`import { x } from '../slack/index.ts'`)).toHaveLength(1)
  expect(connector(`import { readFileSync } from 'node:fs'`)).toHaveLength(1)
  expect(faults({ 'connectors/bitly/index.ts': '' })).toEqual(['connectors/bitly/: a test is missing'])
  expect(faults({ 'server/nodes/set/index.ts': '' })).toEqual(['server/nodes/set/: a test is missing'])
})

test('features, primitives and the model of the editor keep to themselves', () => {
  expect(faults({ 'web/feature/workflow/list.tsx': `import { x } from '../execution/detail.tsx'` })).toHaveLength(1)
  expect(faults({ 'web/feature/workflow/list.tsx': `import { x } from '../../ui/button.tsx'` })).toEqual([])
  expect(faults({ 'web/ui/button.tsx': `import { x } from '../api/client.ts'` })).toHaveLength(1)
  expect(faults({ 'web/editor/model/graph.ts': `import { useState } from 'react'` })).toHaveLength(1)
  expect(
    faults({
      'web/editor/model/graph.ts': `import type { WorkflowNode } from '@steward/contract/workflow'\nimport type { Node } from '@xyflow/react'\nimport { x } from './edge.ts'`,
    }),
  ).toEqual([])
})

test('documents have one title, stay short, and their links lead somewhere', () => {
  const doc = (text: string, path = 'docs/a.md') => faults({ [path]: text, 'docs/b.md': '# B' })

  expect(doc('# A\n[b](b.md#part) [c](https://example.com) ![d](../docs)\n```\n# not a title [x](nowhere.md)\n```')).toEqual([])
  expect(doc('[c](c.md)')).toEqual([expect.stringContaining('0 titles'), expect.stringContaining('the link c.md leads nowhere')])
  expect(doc(`# A\n${'x\n'.repeat(80)}`, 'docs/decisions/0001-a.md')).toEqual([expect.stringContaining('at most 60')])
  expect(faults({ 'docs/decisions/README.md': '# D', 'docs/decisions/0001-a.md': '# 1 A' })).toEqual([
    'docs/decisions/README.md: name 0001-a.md',
  ])
})

test('comments and sentences are not mistaken for code', () => {
  const { code, bare } = sourceOf('a.ts', `const a = 'http://x' // one\n/* two */ const b = "it's" + \`a // b\``)

  expect(code).toBe(`const a = 'http://x' \n const b = "it's" + \`a // b\``)
  expect(bare).toBe(`const a = '' \n const b = '' + \`a // b\``)
})

test('the rules really see this repository', () => {
  const paths = readSources(root).map((source) => source.path)

  expect(paths).toContain('server/hubs.ts')
  expect(paths).toContain('tools/tidy.ts')
  expect(paths.filter((path) => path.includes('node_modules'))).toEqual([])
  // Rules for rooms that are not built yet are the only ones that may see nothing.
  const young = new Set(['a connector knows the SDK only', 'the model of the editor knows the contract only, and types'])
  const blind = rules.filter((rule) => !young.has(rule.name) && !paths.some((path) => rule.sees(path)))
  expect(blind.map((rule) => rule.name)).toEqual([])
})

test('the command names the faults and fails, and passes a tidy house', () => {
  const folder = mkdtempSync(join(tmpdir(), 'steward-tidy-'))
  const put = (path: string, text: string) => {
    mkdirSync(join(folder, dirname(path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  try {
    cpSync(join(root, 'tools'), join(folder, 'tools'), { recursive: true })
    put('package.json', '{"type":"module"}')
    put('server/hubs.ts', `export const hubs = ['audit', 'wallet']`)
    expect(execFileSync(process.execPath, [join(folder, 'tools/tidy.ts')], { encoding: 'utf8', stdio: 'pipe' })).toBe('')

    put('server/hub/audit/index.ts', `import '#hub/wallet'`)

    expect(() => execFileSync(process.execPath, [join(folder, 'tools/tidy.ts')], { encoding: 'utf8', stdio: 'pipe' })).toThrow(
      /stands before wallet/,
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
})
