import { expect, test } from 'vitest'
import { sumsOf } from './plan-sums.ts'

test('amounts and costs are added per currency, exactly, however large they are', () => {
  const totals = {
    allowed: 2,
    asked: 0,
    denied: 0,
    amounts: [
      { minor: '900719925474099312', currency: 'EUR' },
      { minor: '500', currency: 'JPY' },
    ],
    costs: [
      { minor: '1', currency: 'EUR' },
      { minor: '2', currency: 'USD' },
    ],
  }
  expect(sumsOf(totals)).toEqual([
    {
      currency: 'EUR',
      paid: { minor: '900719925474099312', currency: 'EUR' },
      costs: { minor: '1', currency: 'EUR' },
      total: { minor: '900719925474099313', currency: 'EUR' },
    },
    {
      currency: 'JPY',
      paid: { minor: '500', currency: 'JPY' },
      costs: { minor: '0', currency: 'JPY' },
      total: { minor: '500', currency: 'JPY' },
    },
    {
      currency: 'USD',
      paid: { minor: '0', currency: 'USD' },
      costs: { minor: '2', currency: 'USD' },
      total: { minor: '2', currency: 'USD' },
    },
  ])
  expect(sumsOf({ ...totals, amounts: [], costs: [] })).toEqual([])
})
