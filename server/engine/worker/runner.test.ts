import type { JsonObject } from '@steward/contract/item'
import type { CodeCall, CodeOutcome } from '@steward/sdk/node'
import { afterAll, describe, expect, test } from 'vitest'
import { codeView, itemsOf } from '../../test/code-view.ts'
import { type CodeRequest, createCodeRunner } from './index.ts'

const runner = createCodeRunner({ processes: 2, memoryMb: 64, timeoutMs: 5000 })
afterAll(() => runner.close())

const three = itemsOf({ n: 1 }, { n: 2 }, { n: 3 })

async function run(
  code: string,
  more: Partial<Omit<CodeRequest, 'call'>> & { call?: Partial<CodeCall> } = {},
): Promise<readonly CodeOutcome[]> {
  return runner.run({
    view: codeView(three),
    ...more,
    call: { language: 'javaScript', code, mode: 'runOnceForAllItems', ...more.call },
  })
}

async function value(code: string, more: Parameters<typeof run>[1] = {}): Promise<unknown> {
  const [outcome] = await run(code, more)
  if (outcome !== undefined && 'error' in outcome) throw new Error(outcome.error.message)
  return outcome?.value
}

describe('what code sees', () => {
  test('all items through $input, items and $items', async () => {
    expect(
      await value(
        'return [$input.all().length, $input.first().json.n, $input.last().json.n, items.length, $items()[1].json.n, $json.n]',
      ),
    ).toEqual([3, 1, 3, 3, 2, 1])
  })

  test('its own names may shadow the given ones', async () => {
    expect(await value('const items = $input.all(); let item = items[1]; return item.json')).toEqual({ n: 2 })
  })

  test('one item at a time in per-item mode', async () => {
    const outcomes = await run('return { n: $json.n * 10, at: $itemIndex, same: item === $input.item }', {
      call: { mode: 'runOnceForEachItem' },
    })

    expect(outcomes).toEqual([1, 2, 3].map((n, at) => ({ value: { n: n * 10, at, same: true } })))
  })

  test('a name that was replaced for one item is itself again for the next', async () => {
    const outcomes = await run('item = { n: item.n + 1 }; return item', {
      call: { mode: 'runOnceForEachItem', itemIsJson: true },
    })

    expect(outcomes).toEqual([{ value: { n: 2 } }, { value: { n: 3 } }, { value: { n: 4 } }])
  })

  test('other nodes, their parameters and whether they ran', async () => {
    const view = codeView(three, { others: { Later: {} } })

    expect(
      await value(
        `return [$('Before').first().json.n, $('Before').all().length, $('Before').itemMatching(2).json.n, $('Before').params.colour,
        $('Before').isExecuted, $('Later').isExecuted, $node["Before"].json.n, $items('Before').length, $prevNode.name]`,
        { view },
      ),
    ).toEqual([1, 3, 3, 'red', true, false, 1, 3, 'Before'])
  })

  test('a node that does not exist is named in the error', async () => {
    await expect(value(`return $('Nowhere').first()`)).rejects.toThrow('There is no node named "Nowhere" in this workflow.')
  })

  test('a node that has not run is named in the error', async () => {
    const view = codeView(three, { others: { Later: {} } })

    await expect(value(`return $('Later').first()`, { view })).rejects.toThrow('The node "Later" has not been executed')
  })

  test('the item that the current one was made from, through nodes in between', async () => {
    const middle = {
      name: 'Middle',
      runs: [{ outputs: [[{ json: { m: 'b' }, pairedItem: { item: 1 } }]], sources: [{ node: 'Before', output: 0, run: 0 }] }],
    }
    const view = {
      ...codeView(three, { others: { Middle: middle } }),
      inputs: [[{ json: {}, pairedItem: 0 }]],
      sources: [{ node: 'Middle', output: 0, run: 0 }],
    }

    expect(await value(`return $('Before').item.json.n`, { view })).toBe(2)
  })

  test('the execution, the workflow, variables and the allowed environment', async () => {
    expect(
      await value(
        'return [$workflow.name, $execution.id, $execution.mode, $mode, $vars.limit, $env.REGION, $runIndex, $nodeVersion]',
      ),
    ).toEqual(['My workflow', 'e1', 'test', 'manual', 5, 'eu', 0, 2])
  })

  test('Luxon in the time zone of the workflow', async () => {
    expect(
      await value(
        'return [$now.toISO(), $today.toISODate(), DateTime.fromISO("2026-01-01T00:00").zoneName, require("luxon").Duration.fromObject({ hours: 1 }).as("minutes")]',
      ),
    ).toEqual(['2026-07-01T12:00:00.000+02:00', '2026-07-01', 'Europe/Berlin', 60])
  })

  test('JMESPath', async () => {
    expect(await value('return $jmespath({ a: [{ b: 1 }, { b: 2 }] }, "a[].b")')).toEqual([1, 2])
  })

  test('hashes and randomness', async () => {
    const [sha, hmac, uuid, size] = (await value(`const crypto = require('crypto')
      return [crypto.createHash('sha256').update('abc').digest('hex'), crypto.createHmac('sha1', 'k').update('a').update('b').digest('base64'),
        crypto.randomUUID(), crypto.randomBytes(8).length]`)) as [string, string, string, number]

    expect(sha).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
    expect(hmac).toMatch(/^[\w+/]{27}=$/)
    expect(uuid).toMatch(/^[0-9a-f-]{36}$/)
    expect(size).toBe(8)
  })

  test('Buffer, URL and text encoding agree with those of Node', async () => {
    const code = `const u = new URL('/a?x=1&y=%C3%A4 b', 'https://Example.com:8443'); u.searchParams.append('z', 'ü&'); u.hash = 'end'
      return [Buffer.from('Grüße 🌍').toString('base64'), Buffer.from('R3LDvMOfZSDwn4yN', 'base64').toString(), Buffer.from('ff00', 'hex').toJSON(),
        Buffer.concat([Buffer.from('a'), Buffer.from('b')]).toString(), Buffer.byteLength('é'), u.href, u.searchParams.get('y'), String(new URLSearchParams({ a: 'b c', d: '*~' })),
        btoa('abc'), atob('YWJj'), new TextDecoder().decode(new TextEncoder().encode('é\\ud800')), Buffer.from('a+/b').toString('base64url')]`
    // The same text, run by Node itself, says what is right.
    // oxlint-disable-next-line no-implied-eval
    const expected: unknown = new Function(code)()

    expect(await value(code)).toEqual(JSON.parse(JSON.stringify(expected)))
  })

  test('timers and promises', async () => {
    expect(
      await value(
        'await new Promise((done) => setTimeout(done, 20)); return (await Promise.all([1, 2].map(async (n) => n * 2)))',
      ),
    ).toEqual([2, 4])
  })

  test('static data is read and written back', async () => {
    const stored: JsonObject = { count: 1 }

    await value(`const data = $getWorkflowStaticData('global'); data.count++; data.seen = ['a']; return []`, {
      staticData: () => stored,
    })

    expect(stored).toEqual({ count: 2, seen: ['a'] })
  })

  test('files of its items, and files it makes', async () => {
    const view = codeView([
      { json: {}, binary: { data: { mimeType: 'text/plain', data: Buffer.from('hello').toString('base64') } } },
    ])

    expect(
      await value(
        `const text = (await this.helpers.getBinaryDataBuffer(0, 'data')).toString(); return this.helpers.prepareBinaryData(Buffer.from(text.toUpperCase()), 'a.txt', 'text/plain')`,
        {
          view,
          writeBinary: async (bytes, about) => ({ mimeType: about.mimeType ?? '', data: Buffer.from(bytes).toString() }),
        },
      ),
    ).toEqual({ mimeType: 'text/plain', data: 'HELLO' })
  })

  test('what it writes to the console is logged', async () => {
    const lines: [string, string][] = []

    await value('console.log("a", { b: 1 }); console.error(new Error("bad")); return []', {
      log: (level, message) => lines.push([level, message]),
    })

    expect(lines).toEqual([
      ['info', 'a {"b":1}'],
      ['error', 'Error: bad'],
    ])
  })
})

describe('what code gets wrong', () => {
  test('an error keeps its message and the line of the code', async () => {
    expect(await run('const a = 1\n\nthrow new TypeError("wrong " + a)')).toEqual([
      { error: { name: 'TypeError', message: 'wrong 1', line: 3 } },
    ])
  })

  test('a syntax error says where', async () => {
    await expect(run('const a = 1\nconst b = = 2')).rejects.toThrow(/^The code cannot be read: .*\[line 2\]$/)
  })

  test('an error of one item stops the others, or not when told so', async () => {
    const code = 'if ($json.n === 2) throw new Error("two"); return $json.n'

    const stopped = await run(code, { call: { mode: 'runOnceForEachItem' } })
    const continued = await run(code, { call: { mode: 'runOnceForEachItem', continueOnError: true } })

    expect(stopped).toHaveLength(2)
    expect(continued).toMatchObject([{ value: 1 }, { error: { message: 'two' } }, { value: 3 }])
  })

  test('data that refers to itself', async () => {
    expect(await run('const a = {}; a.a = a; return a')).toMatchObject([
      { error: { message: expect.stringContaining('cannot be written as JSON') as string } },
    ])
  })

  test('the network and unknown modules are refused with a way out', async () => {
    await expect(value('return this.helpers.httpRequest({ url: "http://localhost" })')).rejects.toThrow('HTTP Request node')
    await expect(value('return fetch("http://localhost")')).rejects.toThrow('HTTP Request node')
    await expect(value('return require("fs")')).rejects.toThrow('The module "fs" is not available in code.')
  })
})

describe('several at once', () => {
  test('more calls than processes all get their answer', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, (_, n) => value(`return ${n}`)))

    expect(answers).toEqual(Array.from({ length: 12 }, (_, n) => n))
    expect(runner.processes()).toBeLessThanOrEqual(2)
  })

  test('processes start when needed and stop when idle', async () => {
    const idle = createCodeRunner({ processes: 1, idleMs: 100 })

    expect(idle.processes()).toBe(0)
    await idle.run({ view: codeView(three), call: { language: 'javaScript', code: 'return 1', mode: 'runOnceForAllItems' } })
    expect(idle.processes()).toBe(1)
    await expect.poll(() => idle.processes(), { timeout: 3000 }).toBe(0)
  })
})
