import { describe, expect, test } from 'vitest'
import { ariaKeys, isStep, keyNames, type KeyPress } from './keys.ts'

const press = (key: string, with_: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...with_,
})

describe('a key', () => {
  test('is told from the same key with another one held', () => {
    expect(isStep('k', press('k'))).toBe(true)
    expect(isStep('k', press('K', { shiftKey: true }))).toBe(false)
    expect(isStep('k', press('k', { ctrlKey: true }))).toBe(false)
    expect(isStep('shift+k', press('K', { shiftKey: true }))).toBe(true)
  })

  test('is with Command on an Apple and with Ctrl elsewhere', () => {
    expect(isStep('mod+k', press('k', { ctrlKey: true }), false)).toBe(true)
    expect(isStep('mod+k', press('k', { ctrlKey: true }), true)).toBe(false)
    expect(isStep('mod+k', press('k', { metaKey: true }), true)).toBe(true)
  })

  test('is not meant by AltGr, which writes signs', () => {
    expect(isStep('mod+e', press('€', { ctrlKey: true, altKey: true, code: 'KeyE' }), false)).toBe(false)
  })

  test('is found on a keyboard that writes other letters, and not where a Latin one lies elsewhere', () => {
    expect(isStep('mod+k', press('л', { ctrlKey: true, code: 'KeyK' }), false)).toBe(true)
    expect(isStep('q', press('a', { code: 'KeyQ' }))).toBe(false)
  })

  test('that writes a sign may need shift or not', () => {
    expect(isStep('?', press('?', { shiftKey: true }))).toBe(true)
    expect(isStep('/', press('/', { shiftKey: true, code: 'Digit7' }))).toBe(true)
    expect(isStep('mod++', press('+', { ctrlKey: true }), false)).toBe(true)
  })

  test('is shown as it is written on the keyboard', () => {
    expect(keyNames('g w')).toEqual([['G'], ['W']])
    expect(keyNames('mod+shift+z', true)).toEqual([['⌘', '⇧', 'Z']])
    expect(keyNames('mod+enter', false)).toEqual([['Ctrl', '↵']])
    expect(keyNames('mod++', false)).toEqual([['Ctrl', '+']])
    expect(ariaKeys('mod+k', false)).toBe('Control+k')
    expect(ariaKeys('g w')).toBeUndefined()
  })
})
