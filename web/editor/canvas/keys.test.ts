import { expect, test } from 'vitest'
import { actionNames, actionOf, canvasKeys, keyOf } from './keys.ts'

const press = (key: string, more: object = {}) => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
})

test('a press means one action, by what it writes and else by where it lies', () => {
  expect(actionOf(press('n'))).toBe('add')
  expect(actionOf(press('т', { code: 'KeyN' }))).toBe('add')
  expect(actionOf(press('z', { ctrlKey: true }), false)).toBe('undo')
  expect(actionOf(press('Z', { metaKey: true, shiftKey: true }), true)).toBe('redo')
  expect(actionOf(press('ArrowLeft', { altKey: true }))).toBe('moveLeft')
  expect(actionOf(press('ArrowLeft'))).toBe('walkLeft')
})

test('no two actions have one key, and Tab has none', () => {
  const all = actionNames.flatMap((name) => [...keyOf(name).keys])

  expect(new Set(all).size).toBe(all.length)
  expect(all.filter((keys) => keys.includes('tab'))).toEqual([])
  expect(actionOf(press('Tab'))).toBeUndefined()
})

test('whoever may only read keeps what changes nothing', () => {
  const changing = ['add', 'remove', 'paste', 'undo', 'rename', 'group', 'moveLeft', 'tidy', 'disable', 'replace'] as const

  expect(changing.filter((name) => 'isForAll' in canvasKeys[name])).toEqual([])
})
