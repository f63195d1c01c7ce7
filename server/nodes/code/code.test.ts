import type { Item, JsonObject } from '@steward/sdk/node'
import { afterAll, describe, expect, test } from 'vitest'
import { createCodeRunner } from '#engine/worker'
import { codeView } from '../../test/code-view.ts'
import { callNode, type NodeSituation } from '../../test/call-node.ts'
import definitions from './index.ts'

const [code, functionNode, functionItem] = definitions
const runner = createCodeRunner({ processes: 1 })
afterAll(() => runner.close())

type Situation = Omit<NodeSituation, 'items'> & { items?: Item[] }

async function run(
  definition: typeof code,
  parameters: JsonObject,
  { items = [{ json: { n: 1 } }, { json: { n: 2 } }], ...more }: Situation = {},
) {
  const [output] = await callNode(definition!, {
    parameters,
    items,
    ...more,
    io: { runCode: (call) => runner.run({ call, view: codeView(items) }) },
  })
  return output
}

const all = (jsCode: string, more?: Situation) => run(code, { jsCode }, more)
const each = (jsCode: string, more?: Situation) => run(code, { jsCode, mode: 'runOnceForEachItem' }, more)

describe('code for all items', () => {
  test.for([
    ['items', 'return [{ json: { a: 1 } }]', [{ json: { a: 1 } }]],
    ['plain objects', 'return [{ a: 1 }, { a: 2 }]', [{ json: { a: 1 } }, { json: { a: 2 } }]],
    ['one object', 'return { a: 1 }', [{ json: { a: 1 } }]],
    ['one item', 'return { json: { a: 1 }, pairedItem: 0 }', [{ json: { a: 1 }, pairedItem: 0 }]],
    ['nothing in an array', 'return []', []],
    [
      'files',
      'return [{ json: {}, binary: { data: { mimeType: "a/b", data: "" } } }]',
      [{ json: {}, binary: { data: { mimeType: 'a/b', data: '' } } }],
    ],
    [
      'the input, changed',
      'for (const item of $input.all()) item.json.n *= 10; return $input.all()',
      [{ json: { n: 10 } }, { json: { n: 20 } }],
    ],
  ] as const)('may return %s', async ([, jsCode, expected]) => {
    expect(await all(jsCode)).toEqual(expected)
  })

  test.for([
    ['return 1', "Code doesn't return items properly"],
    ['const a = 1', "Code doesn't return items properly"],
    ['return [1]', "Code doesn't return items properly"],
    ['return [[]]', "Code doesn't return items properly"],
    ['return [{ json: 1 }]', "A 'json' property isn't an object"],
    ['return [{ json: {}, binary: 1 }]', "A 'binary' property isn't an object"],
    ['return [{ json: {}, extra: 1 }]', 'Unknown top-level item key: extra'],
    ['const a = 1\nthrow new Error("bad")', 'bad [line 2]'],
    ['', 'There is no code to run.'],
  ] as const)('%j is refused with a sentence', async ([jsCode, message]) => {
    await expect(all(jsCode)).rejects.toThrow(message)
  })

  test('a leading equals sign is code, not an expression', async () => {
    await expect(all('=1')).rejects.toThrow('The code cannot be read')
  })

  test('an error becomes an item when the node goes on', async () => {
    expect(await all('throw new Error("bad")', { onError: 'continueRegularOutput' })).toMatchObject([
      { json: { error: 'bad [line 1]' } },
    ])
  })
})

describe('code for each item', () => {
  test('may return an object, an item or null', async () => {
    expect(await each('if ($json.n === 2) return null; return { m: $json.n }')).toEqual([
      { json: { m: 1 }, pairedItem: { item: 0 } },
    ])
    expect(await each('return { json: { i: $itemIndex } }')).toEqual(
      [0, 1].map((i) => ({ json: { i }, pairedItem: { item: i } })),
    )
    expect(await each('$input.item.json.x = 1; return $input.item')).toMatchObject([
      { json: { n: 1, x: 1 } },
      { json: { n: 2, x: 1 } },
    ])
  })

  test('says which item went wrong', async () => {
    await expect(each('if ($json.n === 2) throw new Error("bad"); return {}')).rejects.toThrow('bad [line 1, for item 1]')
    await expect(each('return [1]')).rejects.toThrow("Code doesn't return a single object [item 0]")
    await expect(each('return "x"')).rejects.toThrow("Code doesn't return an object [item 0]")
  })

  test('goes on with the others', async () => {
    const output = await each('if ($json.n === 1) throw new Error("bad"); return { ok: true }', {
      onError: 'continueErrorOutput',
    })

    expect(output).toMatchObject([
      { json: { error: 'bad [line 1, for item 0]' }, pairedItem: { item: 0 } },
      { json: { ok: true } },
    ])
  })
})

test('Python is refused with a way out', async () => {
  await expect(run(code, { language: 'python', pythonCode: 'return []' })).rejects.toThrow(
    'Python code cannot be run here. Rewrite the code in JavaScript',
  )
})

describe('the old nodes', () => {
  test('Function returns items', async () => {
    expect(await run(functionNode, { functionCode: 'items[0].json.x = 1; return [items[0]]' })).toEqual([
      { json: { n: 1, x: 1 } },
    ])
    expect(await run(functionNode, { functionCode: 'return [{ a: 1 }]' })).toEqual([{ json: { a: 1 } }])
    await expect(run(functionNode, { functionCode: 'return [{ a: 1 }, { json: {} }]' })).rejects.toThrow(
      'a property named "json"',
    )
    await expect(run(functionNode, { functionCode: '' })).rejects.toThrow('There is no code to run.')
  })

  test('Function Item changes the fields of each item and keeps its files', async () => {
    const items: Item[] = [{ json: { n: 1 }, binary: { data: { mimeType: 'a/b', data: '' } } }, { json: { n: 2 } }]

    const output = await run(functionItem, { functionCode: 'item.n += 1; return item' }, { items })

    expect(output).toEqual([
      { json: { n: 2 }, binary: items[0]?.binary, pairedItem: { item: 0 } },
      { json: { n: 3 }, pairedItem: { item: 1 } },
    ])
  })
})
