import { expect, test } from 'vitest'
import { refuseTrickyPath } from './path.ts'

test.for([
  '//api/v1/session',
  '/api//v1/session',
  '/api/v1/%2fsession',
  '/api/v1/%2e%2e/session',
  '/api/v1/%2E./session',
  '/api/v1/../session',
  '/api/./v1/session',
  '/api/v1/..%5csession',
  String.raw`/api\v1\session`,
  '/api/v1/session%00',
  '/webhook%2f..%2fapi/v1/session',
  'http://elsewhere//api',
])('%s is refused', (url) => {
  expect(() => refuseTrickyPath(url)).toThrow('Write it plainly')
})

test.for([
  '/',
  '/api/v1/session',
  '/api/v1/workflows?search=a//b%2Fc',
  '/workflows/a.b',
  '/webhook/a%2Fb',
  '/webhook-test/x//y',
  '/.well-known/x',
])('%s is fine', (url) => {
  expect(() => refuseTrickyPath(url)).not.toThrow()
})
