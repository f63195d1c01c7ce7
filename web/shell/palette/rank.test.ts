import { expect, test } from 'vitest'
import { meet } from './rank.ts'

const order = (typed: string, names: readonly string[]) =>
  names
    .flatMap((name) => {
      const met = meet(typed, name)
      return met === undefined ? [] : [{ name, score: met.score }]
    })
    .toSorted((a, b) => b.score - a.score)
    .map(({ name }) => name)

test('what begins so stands before what holds it, and what does not is left out', () => {
  expect(order('run', ['Prune executions', 'Last run', 'Run now', 'Members'])).toEqual([
    'Run now',
    'Last run',
    'Prune executions',
  ])
})

test('words may come in any order, and all have to be there', () => {
  expect(order('report sales', ['Sales report', 'Sales', 'Report of sales, weekly'])).toEqual([
    'Sales report',
    'Report of sales, weekly',
  ])
})

test('first letters are enough', () => {
  expect(meet('nw', 'New workflow')?.ranges).toEqual([
    [0, 1],
    [4, 5],
  ])
  expect(meet('newo', 'New workflow')?.ranges).toEqual([
    [0, 2],
    [4, 6],
  ])
  expect(meet('nk', 'New workflow')).toBeUndefined()
})

test('the letters that were met are marked, once where words overlap', () => {
  expect(meet('work workf', 'New workflow')?.ranges).toEqual([[4, 9]])
})

test('other words find a thing after those whose name says it', () => {
  const theme = meet('dark', 'Theme: night', 'dark colours')
  expect(theme?.score).toBeLessThan(meet('dark', 'Dark')?.score ?? 0)
  expect(theme?.ranges).toEqual([])
  expect(meet('light', 'Theme: night', 'dark colours')).toBeUndefined()
})

test('what is typed as a pattern is text', () => {
  expect(meet('.*', 'anything')).toBeUndefined()
  expect(meet('(', 'Sum (net)')?.ranges).toEqual([[4, 5]])
})
