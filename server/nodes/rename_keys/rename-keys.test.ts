import { expect, test } from 'vitest'
import { jsonAfter as run } from '../../test/call-node.ts'
import renameKeys from './index.ts'

test('renaming follows paths and patterns', async () => {
  const keys = {
    key: [
      { currentKey: 'a', newKey: 'z' },
      { currentKey: 'b.c', newKey: 'b.d' },
    ],
  }
  const pattern = { regexReplacement: { replacements: [{ searchRegex: '^f', replaceRegex: 'g', options: { depth: 0 } }] } }

  expect(await run(renameKeys, { keys }, [{ a: 1, b: { c: 2 } }])).toEqual([{ b: { d: 2 }, z: 1 }])
  expect(await run(renameKeys, { additionalOptions: pattern }, [{ foo: { foo: 1 } }])).toEqual([{ goo: { foo: 1 } }])
})

test('a pattern that would never end on a name is refused', async () => {
  const pattern = { regexReplacement: { replacements: [{ searchRegex: '^(a+)+$', replaceRegex: 'b' }] } }

  await expect(run(renameKeys, { additionalOptions: pattern }, [{ [`${'a'.repeat(60)}!`]: 1 }])).rejects.toThrow(
    'takes too long on this text',
  )
})
