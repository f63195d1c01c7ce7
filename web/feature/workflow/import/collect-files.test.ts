import { expect, test } from 'vitest'
import { batches, collectFiles } from './collect-files.ts'

const of = (name: string, content = '{}') => new File([content], name)

test('only files that can be workflows are read', async () => {
  const { files } = await collectFiles([of('a.json', '{"nodes":[]}'), of('notes.md'), of('.hidden.json'), of('B.JSON')])

  expect(files).toEqual([
    { file: 'a.json', content: '{"nodes":[]}' },
    { file: 'B.JSON', content: '{}' },
  ])
})

test('a file that is too large is named and not read', async () => {
  const huge = of('huge.json')
  Object.defineProperty(huge, 'size', { value: 50_000_000 })

  expect(await collectFiles([huge])).toEqual({ files: [], refused: [{ file: 'huge.json', bytes: 50_000_000 }] })
})

test('many files go in several requests and none is lost', () => {
  const files = Array.from({ length: 120 }, (_, index) => ({ file: `${index}.json`, content: '{}' }))

  const made = batches(files)

  expect(made.map((batch) => batch.length)).toEqual([50, 50, 20])
  expect(made.flat()).toEqual(files)
})

test('large files travel apart', () => {
  const large = { file: 'l.json', content: 'x'.repeat(3_000_000) }

  expect(batches([large, large, large])).toHaveLength(3)
})
