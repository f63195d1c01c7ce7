import { expect, test } from 'vitest'
import { jsonAfter as run } from '../../test/call-node.ts'
import splitOut from './index.ts'

test('splitting out makes an item per entry, of one list or of several side by side', async () => {
  const item = { a: [1, { x: 1 }], b: 5, o: { p: 1 } }

  expect(await run(splitOut, { fieldToSplitOut: 'a' }, [item])).toEqual([{ a: 1 }, { x: 1 }])
  expect(await run(splitOut, { fieldToSplitOut: 'a, b' }, [item])).toEqual([{ a: 1, b: 5 }, { a: { x: 1 } }])
  expect(await run(splitOut, { fieldToSplitOut: 'a', include: 'selectedOtherFields', fieldsToInclude: 'o.p' }, [item])).toEqual([
    { a: 1, 'o.p': 1 },
    { a: { x: 1 }, 'o.p': 1 },
  ])
  expect(await run(splitOut, { fieldToSplitOut: 'nothing' }, [item])).toEqual([])
})
