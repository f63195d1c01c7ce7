import { expect, test } from 'vitest'
import { hostIn } from './effect.ts'

test.each([
  ['https://api.example.com/orders/1', 'api.example.com'],
  ['  HTTPS://API.Example.com:8443/x ', 'api.example.com:8443'],
  ['https://user:word@example.com/', 'example.com'],
  // What a parser of addresses reads otherwise than a person does.
  ['https://evil.example\\@allowed.example/', 'evil.example'],
  ['https://a{b}@evil.example/', 'evil.example'],
  ['https:\\\\evil.example/x', 'evil.example'],
  ['https:evil.example', 'evil.example'],
  ['https://allowed.example%2f@evil.example', 'evil.example'],
  ['https://0x7f.1/', '127.0.0.1'],
  ['https://exa\tmple.com/', 'example.com'],
  ['https://ｅvil.example', 'evil.example'],
  ['=https://api.example.com/fixed', 'api.example.com'],
  ['not an address', 'not an address'],
])('%j leads to %s', (address, host) => {
  expect(hostIn(address)).toBe(host)
})

test.each([
  ['=https://api.example.com/{{ $json.id }}', 'api.example.com'],
  ['={{ $json.url }}', '{{ $json.url }}'],
  ['=https://{{ $json.host }}/x', 'https://{{ $json.host }}/x'],
])('of the expression %j, %s is known', (address, host) => {
  expect(hostIn(address)).toBe(host)
})

test.each([[''], [undefined], [7]])('%j leads nowhere', (address) => {
  expect(hostIn(address)).toBeNull()
})
