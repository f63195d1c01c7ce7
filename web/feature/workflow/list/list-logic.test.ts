import { expect, test } from 'vitest'
import { ApiProblem } from '../../../api/problem.ts'
import { eachOf } from './each-of.ts'
import { between } from './selection.ts'

const named = (id: string) => ({ id, name: id.toUpperCase() })

test('rows between two are the same from either end, and an end that is gone is left out', () => {
  expect(between(['a', 'b', 'c', 'd'], 'b', 'd')).toEqual(['b', 'c', 'd'])
  expect(between(['a', 'b', 'c', 'd'], 'd', 'b')).toEqual(['b', 'c', 'd'])
  expect(between(['a', 'b'], 'x', 'b')).toEqual(['b'])
})

test('one that is refused is told by name and stops nobody', async () => {
  const done: number[] = []
  const acted: string[] = []

  const refusals = await eachOf(
    ['a', 'b', 'c', 'd', 'e', 'f'].map(named),
    async ({ id }) => {
      await Promise.resolve()
      if (id === 'b') throw new ApiProblem({ status: 409, detail: 'It is archived.' })
      acted.push(id)
    },
    (count) => done.push(count),
  )

  expect(refusals).toEqual([{ name: 'B', reason: 'It is archived.' }])
  expect(acted.toSorted()).toEqual(['a', 'c', 'd', 'e', 'f'])
  expect(done).toEqual([1, 2, 3, 4, 5, 6])
})
