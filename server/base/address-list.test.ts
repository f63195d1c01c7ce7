import { expect, test } from 'vitest'
import { networkOf, parseAddressList } from './address-list.ts'

test('addresses and ranges of both families are taken, mapped ones for what they are', () => {
  const list = parseAddressList('10.0.0.0/8, 192.0.2.1,::ffff:198.51.100.0/120, 2001:db8::/32,')
  const inside = [
    '10.255.0.1',
    '::ffff:10.0.0.1',
    '::ffff:a00:1',
    '192.0.2.1',
    '198.51.100.77',
    '2001:db8:1::2',
    '2001:db8::2%eth0',
  ]
  const outside = ['11.0.0.1', '192.0.2.2', '198.51.101.1', '2001:db9::1', '::1', '', 'localhost', '10.0.0', '::ffff:11.0.0.1']

  expect(list.strange).toEqual([])
  expect(inside.filter((address) => !list.has(address))).toEqual([])
  expect(outside.filter((address) => list.has(address))).toEqual([])
})

test('what is neither an address nor a range is named and lets nobody in', () => {
  const strange = [
    '10.0.0.0/33',
    '10.0.0',
    'example.com',
    '10.0.0.0/8/8',
    '10.0.0.1/',
    '2001:db8::/129',
    '1.2.3.4/-1',
    '::ffff:1.2.3.4/95',
  ]
  const list = parseAddressList(strange.join(','))

  expect(list.strange).toEqual(strange)
  expect(list.has('10.0.0.1')).toBe(false)
})

test('a list that lets everybody in says so', () => {
  const list = parseAddressList('0.0.0.0/0, ::/0')

  expect([list.has('203.0.113.9'), list.has('2001:db8::1')]).toEqual([true, true])
})

test('one caller is an address of IPv4, or a network of IPv6 however it is written', () => {
  expect(networkOf('203.0.113.7')).toBe('203.0.113.7')
  expect(networkOf('::ffff:203.0.113.7')).toBe('203.0.113.7')
  expect(networkOf('2001:db8::1')).toBe('2001:db8:0:0::/64')
  expect(networkOf('2001:0DB8:0:0:ffff:1:2:3')).toBe('2001:db8:0:0::/64')
  expect(networkOf('1::2:3:4:5:6:7')).toBe('1:0:2:3::/64')
  expect(networkOf('fe80::1%eth0')).toBe('fe80:0:0:0::/64')
})
