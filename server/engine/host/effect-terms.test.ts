import { expect, test } from 'vitest'
import { sumOf } from './effect-terms.ts'

/** Items whose amount and currency are read by the names of their fields. */
const items = (...all: { minor: unknown; currency?: string }[]) => ({
  items: all.map(() => ({ json: {} })),
  evaluate: (text: string, index: number) => (all[index] as Record<string, unknown>)[text.slice(1)],
})
const sum = (...all: { minor: unknown; currency?: string }[]) =>
  sumOf(
    { minor: '=minor', currency: all.some(({ currency }) => currency !== undefined) ? '=currency' : 'EUR' },
    items(...all),
    'amount',
  )

test('amounts are summed over all items, without a float', () => {
  expect(sum({ minor: 100 }, { minor: '250' }, { minor: ' 7 ' })).toEqual({ minor: '357', currency: 'EUR' })
  expect(sum({ minor: '999999999999999' }, { minor: '1' })).toEqual({ minor: '1000000000000000', currency: 'EUR' })
  expect(sum({ minor: -5 }, { minor: 0 }, { minor: -6 })).toEqual({ minor: '-11', currency: 'EUR' })
})

test.each([
  [
    'what goes in and out cancels out',
    [{ minor: 100_000 }, { minor: -100_000 }],
    'positive for some items and negative for others',
  ],
  ['a part of a cent', [{ minor: 1.5 }], 'no whole number of minor units'],
  ['a text', [{ minor: '12,50' }], 'no whole number of minor units'],
  ['more than can be counted exactly', [{ minor: 2 ** 60 }], 'no whole number of minor units'],
  ['nothing', [{ minor: undefined }], 'is nothing'],
  [
    'several currencies',
    [
      { minor: 1, currency: 'EUR' },
      { minor: 1, currency: 'USD' },
    ],
    'in EUR for some items and in USD for others',
  ],
  ['a currency that is none', [{ minor: 1, currency: 'euro' }], 'no code of three capital letters'],
  ['more digits than are stored', [{ minor: '999999999999999999' }, { minor: '1' }], 'larger than 18 digits'],
])('%s is refused in words', (_, all, words) => {
  expect(() => sum(...(all as { minor: unknown }[]))).toThrow(words)
})
