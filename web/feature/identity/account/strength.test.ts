import { expect, test } from 'vitest'
import { strengthOf } from './strength.ts'

const of = (password: string) => strengthOf(password, 10, ['Mara Lindqvist', 'mara@example.com', 'steward'])

test('the hint goes from short to strong, and a name or a word with digits behind it is weak', () => {
  expect(['', 'short', 'ten signs', 'aaaaaaaaaaaa', 'password2026', 'maralindqvist1', 'Steward2026!!'].map(of)).toEqual([
    'short',
    'short',
    'short',
    'weak',
    'weak',
    'weak',
    'weak',
  ])
  expect(['kq7vnxw2mz', 'plum tree on'].map(of)).toEqual(['fair', 'fair'])
  expect(['a sentence that is long', 'Xk2#vLq9$Tw1', 'пять зелёных слонов'].map(of)).toEqual(['strong', 'strong', 'strong'])
})

test('what counts is what a person sees, not how it is stored', () => {
  expect(strengthOf('🦉🦉🦉🦉🦉', 6, [])).toBe('short')
})
