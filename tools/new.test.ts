import { expect, test } from 'vitest'
import { filesFor } from './new.ts'
import { tidy } from './tidy.ts'
import { sourceOf } from './tidy/source.ts'

test('a new node is a folder with a definition and a test, and it is tidy', () => {
  const files = filesFor(['node', 'word_count'], [])
  if (typeof files === 'string') throw new Error(files)

  expect(Object.keys(files)).toEqual(['server/nodes/word_count/index.ts', 'server/nodes/word_count/word-count.test.ts'])
  expect(tidy(Object.entries(files).map(([path, text]) => sourceOf(path, text)))).toEqual([])
})

test('a new migration takes the next number of its hub, with its undo', () => {
  const existing = [
    'server/hub/audit/migrations/V9__a.sql',
    'server/hub/audit/migrations/V10__b.sql',
    'server/hub/identity/migrations/V20__c.sql',
  ]

  expect(Object.keys(filesFor(['migration', 'audit', 'more'], existing))).toEqual([
    'server/hub/audit/migrations/V11__more.sql',
    'server/hub/audit/migrations/U11__more.sql',
  ])
})

test('what cannot begin is refused in a sentence', () => {
  expect(filesFor(['node', 'WordCount'], [])).toContain('snake_case')
  expect(filesFor(['node', '../../etc'], [])).toContain('snake_case')
  expect(filesFor(['migration', 'nowhere', 'x'], [])).toContain('There is no hub "nowhere"')
  expect(filesFor([], [])).toContain('node tools/new.ts')
})
