import { decimalOf } from '@steward/contract/money'
import { expect, test } from 'vitest'
import { formatMoney, parseMoney } from './money.ts'

test('money is written with the digits its currency has, exactly', () => {
  expect(formatMoney({ minor: '12900', currency: 'EUR' })).toBe('€129.00')
  expect(formatMoney({ minor: '5', currency: 'EUR' })).toBe('€0.05')
  expect(formatMoney({ minor: '-120400', currency: 'EUR' })).toBe('-€1\u202f204.00')
  expect(formatMoney({ minor: '5000', currency: 'JPY' })).toBe('¥5\u202f000')
  expect(formatMoney({ minor: '900719925474099307', currency: 'EUR' })).toContain(
    '9\u202f007\u202f199\u202f254\u202f740\u202f993.07',
  )
})

test('what a person types becomes minor units, and what is no amount is told apart', () => {
  expect(parseMoney('50', 'EUR')).toEqual({ minor: '5000', currency: 'EUR' })
  expect(parseMoney('1 204,5', 'EUR')).toEqual({ minor: '120450', currency: 'EUR' })
  expect(parseMoney('5000', 'JPY')).toEqual({ minor: '5000', currency: 'JPY' })
  for (const text of ['', '-1', '1.234', 'fifty', '1e3']) expect(parseMoney(text, 'EUR')).toBeUndefined()
  expect(parseMoney('5', 'euro')).toBeUndefined()
})

test('an amount is shown for changing as it would be typed', () => {
  expect(decimalOf({ minor: '5000', currency: 'EUR' })).toBe('50.00')
  expect(decimalOf({ minor: '5', currency: 'EUR' })).toBe('0.05')
  expect(decimalOf({ minor: '5000', currency: 'JPY' })).toBe('5000')
})
