import { expect, test } from 'vitest'
import { jsonAfter as run } from '../../test/call-node.ts'
import limit from './index.ts'

test('limit keeps the first or the last', async () => {
  const items = [{ n: 1 }, { n: 2 }, { n: 3 }]

  expect(await run(limit, {}, items)).toEqual([{ n: 1 }])
  expect(await run(limit, { maxItems: 2, keep: 'lastItems' }, items)).toEqual([{ n: 2 }, { n: 3 }])
})
