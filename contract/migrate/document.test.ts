import { expect, test } from 'vitest'
import { migrateDocument, type MigrationStep } from './document.ts'

const steps = new Map<number, MigrationStep>([
  [1, (document) => ({ ...document, title: document['name'] })],
  [2, (document) => ({ ...document, labels: [document['title']] })],
])

test('a document of the newest format is left alone', () => {
  const document = { steward: 1, name: 'a' }

  expect(migrateDocument(document)).toEqual({ document })
})

test('an older document climbs every step in order', () => {
  const migrated = migrateDocument({ steward: 1, name: 'a', mine: true }, { steps, newest: 3 })

  expect(migrated).toEqual({ document: { steward: 3, name: 'a', mine: true, title: 'a', labels: ['a'] } })
})

test('a document of a newer version is refused in words', () => {
  expect(migrateDocument({ steward: 2 })).toEqual({
    problem: 'The document has format 2, this Steward reads up to 1: it was written by a newer version.',
  })
})

test('a format that is no whole number is refused in words', () => {
  for (const steward of ['1', 0, 1.5, null, { a: 1 }]) expect(migrateDocument({ steward })).toHaveProperty('problem')
})

test('a missing step is refused, not skipped', () => {
  expect(migrateDocument({ steward: 1 }, { steps: new Map(), newest: 2 })).toEqual({
    problem: 'Documents of format 1 can no longer be read.',
  })
})
