import { describe, expect, test } from 'vitest'
import { kindOfAddress, refusalOf } from './address.ts'

const open = { denyPrivate: false, allowed: [] }

describe('metadata and link-local addresses are refused in every spelling', () => {
  test.for([
    '169.254.169.254',
    'good.example@169.254.169.254',
    '2852039166',
    '0xa9fea9fe',
    '0251.0376.0251.0376',
    '169.254.43518',
    '[::ffff:a9fe:a9fe]',
    '[::ffff:169.254.169.254]',
    '[::169.254.169.254]',
    '[::ffff:0:169.254.169.254]',
    '[64:ff9b::a9fe:a9fe]',
    '[2002:a9fe:a9fe::]',
    '[fe80::1]',
    '[fd00:ec2::254]',
    '[fd20:ce::254]',
    '100.100.100.200',
    '168.63.129.16',
    '0.0.0.0',
    '[::]',
    '224.0.0.1',
    '255.255.255.255',
    'METADATA.google.internal.',
    'metadata',
    'instance-data.ec2.internal',
  ])('%s', (host) => {
    expect(refusalOf(new URL(`http://${host}/`).hostname, undefined, open)).toMatch(/never called/)
  })

  test('a name that resolves to one', () => {
    expect(refusalOf('innocent.example', '169.254.169.254', open)).toBe(
      'innocent.example (169.254.169.254) is a link-local, metadata or unroutable address, which is never called.',
    )
    expect(refusalOf('innocent.example', 'fe80::1%eth0', open)).toMatch(/never called/)
  })
})

test('private and public addresses are told apart', () => {
  const kinds = (...addresses: string[]) => [...new Set(addresses.map(kindOfAddress))]

  expect(
    kinds(
      '10.1.2.3',
      '172.31.0.1',
      '192.168.0.1',
      '127.9.9.9',
      '100.64.0.1',
      '::1',
      'fd12::1',
      '::ffff:127.0.0.1',
      '64:ff9b::7f00:1',
    ),
  ).toEqual(['private'])
  expect(kinds('8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '::ffff:8.8.8.8')).toEqual(['public'])
})

test('a private address is called unless denied, and then only where allowed', () => {
  const denied = { denyPrivate: true, allowed: ['10.1.0.0/16', 'nas.local', 'fd12::/16'] }

  expect(refusalOf('10.2.0.1', undefined, open)).toBeUndefined()
  expect(refusalOf('10.2.0.1', undefined, denied)).toContain('does not call private addresses')
  expect(refusalOf('10.1.0.1', undefined, denied)).toBeUndefined()
  expect(refusalOf('nas.local', '192.168.0.9', denied)).toBeUndefined()
  expect(refusalOf('[fd12::5]', undefined, denied)).toBeUndefined()
})
