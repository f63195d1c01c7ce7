import { expect, test } from 'vitest'
import { History, type Step } from './history.ts'

const step = (value: string, { atMs = 0, mergeKey }: { atMs?: number; mergeKey?: string } = {}): Step => ({
  name: 'changeNode',
  redo: [{ path: ['nodes', 'a', 'name'], value }],
  undo: [{ path: ['nodes', 'a', 'name'], value: `before ${value}` }],
  atMs,
  ...(mergeKey === undefined ? {} : { mergeKey }),
})

test('steps are taken back last first, and done again in their order', () => {
  const history = new History()
  history.add(step('1'))
  history.add(step('2'))

  expect([history.undo()?.undo[0]?.value, history.undo()?.undo[0]?.value, history.undo()]).toEqual([
    'before 2',
    'before 1',
    undefined,
  ])
  expect([history.redo()?.redo[0]?.value, history.redo()?.redo[0]?.value, history.redo()]).toEqual(['1', '2', undefined])
})

test('letters typed into one field are one step that goes back to what was there before the first', () => {
  const history = new History()
  for (const [index, text] of ['h', 'he', 'hey'].entries()) history.add(step(text, { atMs: index * 200, mergeKey: 'a name' }))

  expect(history.undo()).toMatchObject({ redo: [{ value: 'hey' }], undo: [{ value: 'before h' }] })
  expect(history.undo()).toBeUndefined()
})

test('a pause, another field and a step that was taken back each begin a new step', () => {
  const history = new History()
  history.add(step('1', { mergeKey: 'name' }))
  history.add(step('2', { mergeKey: 'name', atMs: 5_000 }))
  history.add(step('3', { mergeKey: 'notes', atMs: 5_001 }))
  history.undo()
  history.add(step('4', { mergeKey: 'name', atMs: 5_002 }))

  expect([history.undo(), history.undo(), history.undo()].map((one) => one?.redo[0]?.value)).toEqual(['4', '2', '1'])
})

test('what is done anew takes the place of what was taken back', () => {
  const history = new History()
  history.add(step('1'))
  history.undo()
  history.add(step('2'))

  expect(history.lastUndone).toBeUndefined()
})

test('two hundred steps can be taken back', () => {
  const history = new History()
  for (let index = 0; index < 300; index += 1) history.add(step(String(index)))
  let count = 0
  while (history.undo() !== undefined) count += 1

  expect(count).toBe(200)
})
