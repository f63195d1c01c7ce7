import i18next from 'i18next'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { formatBytes, formatDay, formatDuration } from '../lib/format.ts'
import { formatMoney } from '../lib/money.ts'
import { lengthened } from './disguise.ts'
import { chooseLanguage, directionOf, languageOf, startLanguage } from './i18n.ts'

beforeAll(async () => startLanguage())
afterAll(async () => chooseLanguage('en'))

test('numbers, money and dates are written in the way of the language', async () => {
  const texts = () => [
    formatDuration(1900),
    formatBytes(1_234_567),
    formatMoney({ minor: '120400', currency: 'EUR' }),
    formatDay('2026-12-05T12:00:00Z'),
  ]
  expect(texts()).toEqual(['1.9 s', '1.2 MB', '€1\u202f204.00', '5 Dec 2026'])

  await chooseLanguage('de')

  expect(texts()).toEqual(['1,9 s', '1,2 MB', '1\u202f204,00\u00a0€', '5. Dez. 2026'])
})

test('a profile’s language is taken with or without a country, and only where there is a catalogue', () => {
  expect(['de-AT', 'es', 'EN-us', 'fr', undefined].map(languageOf)).toEqual(['de', 'es', 'en', undefined, undefined])
})

test('English in disguise is longer or runs from the right, and what is filled in stays', async () => {
  expect(lengthened('Move {{count}} nodes')).toMatch(/^Móvé \{\{count\}\} nódés~{5}$/)

  await chooseLanguage('en-XA')
  expect(i18next.t('workflows')).not.toBe('Workflows')
  await chooseLanguage('ar-XB')
  expect([i18next.t('workflows'), directionOf('ar-XB'), directionOf('de')]).toEqual(['Workflows', 'rtl', 'ltr'])
})

test('every word of every catalogue has the same blanks in every language', async () => {
  const blanks = (text: string) =>
    [...text.matchAll(/\{\{\s*(\w+)/g)].map(([, name = '']) => name).toSorted((a, b) => a.localeCompare(b))
  const { en } = await import('./en/index.ts')
  const others = { de: (await import('./de/index.ts')).de, es: (await import('./es/index.ts')).es }
  const faults: string[] = []
  const compare = (path: string, own: unknown, other: unknown) => {
    if (typeof own === 'string') {
      // A form for one may leave out its number.
      if (typeof other === 'string' && !path.endsWith('_one') && String(blanks(own)) !== String(blanks(other))) faults.push(path)
      return
    }
    for (const [name, value] of Object.entries(own as object))
      compare(`${path}.${name}`, value, (other as Record<string, unknown>)?.[name])
  }
  for (const [language, catalogues] of Object.entries(others)) compare(language, en, catalogues)

  expect(faults).toEqual([])
})
