import { expect, test } from 'vitest'
import { GroupCommit, type GroupCommitOptions } from './group-commit.ts'

const options: GroupCommitOptions = {
  inFlightMax: 2,
  batchMax: 100,
  isDataError: (error) => (error as Error).message === 'bad data',
  retryMs: () => 1,
  onTrouble: () => {},
}

test('what is added within one turn of the loop shares one write', async () => {
  const batches: number[][] = []
  const group = new GroupCommit<number>(async (batch) => {
    batches.push([...batch])
    return batch.map(() => true)
  }, options)

  await Promise.all([group.add([1]), group.add([2]), group.add([3])])

  expect(batches).toEqual([[1, 2, 3]])
})

test('changes added together are never torn apart, even past the size of a batch', async () => {
  const batches: number[][] = []
  const group = new GroupCommit<number>(
    async (batch) => {
      batches.push([...batch])
      return batch.map(() => true)
    },
    { ...options, batchMax: 3 },
  )

  await Promise.all([group.add([1, 2]), group.add([3, 4]), group.add([5, 6, 7, 8])])

  expect(batches).toEqual([
    [1, 2],
    [3, 4],
    [5, 6, 7, 8],
  ])
})

test('a batch whose outcome is unknown is written again until it is taken', async () => {
  let tries = 0
  const group = new GroupCommit<number>(async (batch) => {
    if (++tries < 3) throw new Error('connection lost')
    return batch.map(() => true)
  }, options)

  expect(await group.add([1])).toEqual([true])
  expect(tries).toBe(3)
})

test('the one who writes is told that a batch may have been written before, also when it is written in parts', async () => {
  const calls: (readonly [string, boolean])[] = []
  const group = new GroupCommit<number>(async (batch, again) => {
    calls.push([batch.join(), again])
    if (!again) throw new Error('connection lost')
    if (batch.includes(13)) throw new Error('bad data')
    return batch.map(() => true)
  }, options)

  const settled = await Promise.allSettled([group.add([1]), group.add([13])])

  expect(settled.map((one) => one.status)).toEqual(['fulfilled', 'rejected'])
  expect(calls).toEqual([
    ['1,13', false],
    ['1,13', true],
    ['1', true],
    ['13', true],
  ])
})

test('few wait for the batch that is being written, but not for long; many do not wait', async () => {
  const sizes: number[] = []
  const first = Promise.withResolvers<void>()
  const group = new GroupCommit<number>(
    async (batch) => {
      sizes.push(batch.length)
      if (sizes.length === 1) await first.promise
      return batch.map(() => true)
    },
    { ...options, crowd: { units: 3, waitMs: 30 } },
  )
  const turn = () => new Promise((resolve) => setImmediate(resolve))
  const slow = group.add([1])
  await turn()

  const few = [group.add([2]), group.add([3])]
  await turn()
  await turn()
  expect(sizes).toEqual([1])
  const many = group.add([4])
  await Promise.all([...few, many])
  expect(sizes).toEqual([1, 3])
  await group.add([5])
  expect(sizes).toEqual([1, 3, 1])
  first.resolve()
  await slow
})

test('one change that cannot be stored does not take the others of its batch with it', async () => {
  const stored: number[] = []
  const group = new GroupCommit<number>(async (batch) => {
    if (batch.includes(13)) throw new Error('bad data')
    stored.push(...batch)
    return batch.map(() => true)
  }, options)

  const results = await Promise.allSettled([group.add([1]), group.add([13]), group.add([2]), group.add([3])])

  expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled'])
  expect(stored.toSorted((a, b) => a - b)).toEqual([1, 2, 3])
})

test('no more writes are on their way at once than allowed', async () => {
  let inFlight = 0
  let most = 0
  const group = new GroupCommit<number>(
    async (batch) => {
      most = Math.max(most, ++inFlight)
      await new Promise((resolve) => setTimeout(resolve, 2))
      inFlight -= 1
      return batch.map(() => true)
    },
    { ...options, batchMax: 1 },
  )

  await Promise.all(Array.from({ length: 20 }, (_, i) => group.add([i])))

  expect(most).toBe(2)
})
