import { expect, test } from 'vitest'
import { jsonAfter as run } from '../../test/call-node.ts'
import itemLists from './index.ts'

test('the old node does the same under its own names', async () => {
  const names = (...fieldNames: string[]) => ({ fields: fieldNames.map((fieldName) => ({ fieldName })) })

  expect(await run(itemLists, { fieldToSplitOut: 'l' }, [{ l: [1, 2] }], 1)).toEqual([{ l: 1 }, { l: 2 }])
  await expect(run(itemLists, { fieldToSplitOut: 'l' }, [{ l: 's' }], 1)).rejects.toThrow("'l' is not an array")
  expect(await run(itemLists, { fieldToSplitOut: 'l' }, [{ l: 's' }], 3)).toEqual([{ l: 's' }])
  expect(
    await run(
      itemLists,
      { operation: 'removeDuplicates', compare: 'selectedFields', fieldsToCompare: names('a') },
      [{ a: 1 }, { a: 1 }],
      2,
    ),
  ).toHaveLength(1)
})
