import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readSettings } from './settings.ts'

const nowhere = join(tmpdir(), 'no-such-folder')
const read = (environment: Record<string, string>) => readSettings(environment, nowhere)

test('without any setting everything has its default', () => {
  expect(read({ STEWARD_TIMEZONE: 'UTC' })).toMatchObject({
    port: 4000,
    host: '127.0.0.1',
    dataDir: join(nowhere, '.steward'),
    databaseUrl: undefined,
    hubDatabaseUrls: {},
    encryptionKey: undefined,
    owner: undefined,
    publicUrl: 'http://127.0.0.1:4000',
    trustProxy: ['loopback'],
    timezone: 'UTC',
    logLevel: 'info',
    roles: ['http', 'worker', 'scheduler'],
    drainSeconds: 0,
    graceSeconds: 20,
  })
})

test('an empty value is no value', () => {
  expect(read({ STEWARD_PORT: '', STEWARD_OWNER_EMAIL: ' ' })).toMatchObject({ port: 4000, owner: undefined })
})

test('the file .env speaks where the environment is silent', () => {
  const folder = mkdtempSync(join(tmpdir(), 'settings-'))
  writeFileSync(join(folder, '.env'), '# comment\nSTEWARD_PORT=5000\nSTEWARD_HOST="0.0.0.0"\n')

  const settings = readSettings({ STEWARD_PORT: '6000' }, folder)

  rmSync(folder, { recursive: true })
  expect(settings).toMatchObject({ port: 6000, host: '0.0.0.0', publicUrl: 'http://localhost:6000' })
})

test.each([
  ['STEWARD_PORT', '80 80', 'STEWARD_PORT is "80 80", but it takes a whole number from 0 to 65535 (0 picks a free port).'],
  ['STEWARD_PORT', '65536', 'STEWARD_PORT is "65536"'],
  ['STEWARD_PORT', '-1', 'STEWARD_PORT is "-1"'],
  ['STEWARD_HOST', 'http://localhost', 'STEWARD_HOST is "http://localhost"'],
  ['STEWARD_HOST', 'localhost:80', 'STEWARD_HOST is "localhost:80"'],
  [
    'STEWARD_DATABASE_URL',
    'mysql://a/b',
    'STEWARD_DATABASE_URL is a URL of the scheme "mysql:", but it takes a URL such as postgres://',
  ],
  ['STEWARD_DATABASE_URL', 'postgres://host', 'a URL without a database name'],
  [
    'STEWARD_WALET_DATABASE_URL',
    'postgres://h/d',
    'STEWARD_WALET_DATABASE_URL names a hub that does not exist; the hubs are config, audit,',
  ],
  ['STEWARD_AUDIT_KEY', 'c2hvcnQ=', 'STEWARD_AUDIT_KEY is base64 of 5 bytes, but it takes 32 random bytes'],
  ['STEWARD_ENCRYPTION_KEY', 'c2hvcnQ=', 'STEWARD_ENCRYPTION_KEY is base64 of 5 bytes, but it takes 32 random bytes'],
  ['STEWARD_OWNER_PASSWORD', 'long enough', 'STEWARD_OWNER_PASSWORD is set without STEWARD_OWNER_EMAIL'],
  [
    'STEWARD_PUBLIC_URL',
    'steward.example.com',
    'STEWARD_PUBLIC_URL is "steward.example.com", but it takes an http or https address',
  ],
  ['STEWARD_TRUST_PROXY', '10.0.0.0/8,proxy', 'STEWARD_TRUST_PROXY is "10.0.0.0/8,proxy", but it takes addresses, ranges'],
  ['STEWARD_TRUST_PROXY', '10.0.0.1,', 'STEWARD_TRUST_PROXY is "10.0.0.1,", but it takes addresses'],
  ['STEWARD_TIMEZONE', 'Mars/Olympus', 'STEWARD_TIMEZONE is "Mars/Olympus", but it takes an IANA time zone'],
  [
    'STEWARD_ROLES',
    'http,cook',
    'STEWARD_ROLES is "http,cook", but it takes one or more of http, worker, scheduler, each once, with commas between.',
  ],
  ['STEWARD_ROLES', '', 'STEWARD_ROLES is "", but it takes one or more of'],
  ['STEWARD_ROLES', 'http,', 'STEWARD_ROLES is "http,", but it takes'],
  ['STEWARD_ROLES', 'worker,worker', 'STEWARD_ROLES is "worker,worker", but it takes'],
  ['STEWARD_ROLES', 'http', 'the embedded database serves one process only; set STEWARD_DATABASE_URL'],
  ['STEWARD_DRAIN_SECONDS', '1.5', 'STEWARD_DRAIN_SECONDS is "1.5", but it takes a whole number of seconds from 0 to 3600.'],
  ['STEWARD_GRACE_SECONDS', '-1', 'STEWARD_GRACE_SECONDS is "-1"'],
  ['STEWARD_LOG_LEVEL', 'loud', 'STEWARD_LOG_LEVEL is "loud", but it takes one of trace, debug'],
])('%s=%s is refused in one sentence', (name, value, sentence) => {
  expect(() => read({ [name]: value })).toThrow(sentence)
})

test('a secret that cannot be used is not repeated', () => {
  const wrong = { STEWARD_ENCRYPTION_KEY: 'hunter2!', STEWARD_DATABASE_URL: 'http://user:hunter2!@host/db' }

  for (const [name, value] of Object.entries(wrong)) {
    expect(() => read({ [name]: value })).toThrow(expect.not.stringContaining('hunter2') as unknown as string)
  }
})

test('a database behind a Unix socket can be named', () => {
  expect(read({ STEWARD_DATABASE_URL: 'postgres:///steward?host=/var/run/postgresql' }).databaseUrl).toBe(
    'postgres://localhost/steward?host=/var/run/postgresql',
  )
})

test('each hub can have a database of its own', () => {
  expect(read({ STEWARD_MESSAGE_DATABASE_URL: 'postgres://u:p@h:5/d' }).hubDatabaseUrls).toEqual({
    message: 'postgres://u:p@h:5/d',
  })
})

test('proxies that may say for whom they ask are named one by one, by range or by group, or not at all', () => {
  expect(read({ STEWARD_TRUST_PROXY: 'loopback, 10.0.0.0/8,2001:db8::1' }).trustProxy).toEqual([
    'loopback',
    '10.0.0.0/8',
    '2001:db8::1',
  ])
  expect(read({ STEWARD_TRUST_PROXY: 'none' }).trustProxy).toEqual([])
})

test('a key of 32 bytes is read', () => {
  expect(read({ STEWARD_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64') }).encryptionKey).toEqual(Buffer.alloc(32, 7))
})

test('a process has the roles it is given, in whatever order they are named', () => {
  const shared = { STEWARD_DATABASE_URL: 'postgres://h/d', STEWARD_PUBLIC_URL: 'https://steward.example.com' }

  expect(read({ ...shared, STEWARD_ROLES: 'scheduler, worker' }).roles).toEqual(['worker', 'scheduler'])
  expect(read({ STEWARD_DATABASE_URL: 'postgres://h/d', STEWARD_ROLES: 'http' }).roles).toEqual(['http'])
})

test('a process that is not called itself must be told by which address its workflows are called', () => {
  expect(() => read({ STEWARD_DATABASE_URL: 'postgres://h/d', STEWARD_ROLES: 'worker' })).toThrow(
    'set STEWARD_PUBLIC_URL as for the processes with the role http.',
  )
})

test('mails go to a server that a URL names, else to files; neither takes more than it should', () => {
  expect(read({}).mail).toEqual({ smtpUrl: undefined, from: 'Steward <steward@localhost>' })
  expect(read({ STEWARD_PUBLIC_URL: 'https://steward.example.com' }).mail.from).toBe('Steward <steward@steward.example.com>')
  const set = {
    STEWARD_SMTP_URL: 'smtps://me:p%40ss@mail.example.com',
    STEWARD_MAIL_FROM: 'Steward of Acme <no-reply@acme.example>',
  }
  expect(read(set).mail).toEqual({
    smtpUrl: 'smtps://me:p%40ss@mail.example.com',
    from: 'Steward of Acme <no-reply@acme.example>',
  })

  for (const url of [
    'mail.example.com:587',
    'http://mail.example.com',
    'smtp://',
    'smtp://mail.example.com/path',
    'smtp://mail.example.com?x=1',
    'smtp://:secret@mail.example.com',
  ])
    expect(() => read({ STEWARD_SMTP_URL: url })).toThrow(/^STEWARD_SMTP_URL is .+, but it takes a URL such as smtps:/)
  expect(() => read({ STEWARD_SMTP_URL: 'http://me:hunter2@mail.example.com' })).not.toThrow(/hunter2/)
  for (const from of ['nobody', 'a@b, c@d', 'Eve <a@b> <c@d>', 'Eve\u0000 <a@b>', '<a@b>', 'Steward: <a@b>'])
    expect(() => read({ STEWARD_MAIL_FROM: from })).toThrow(/^STEWARD_MAIL_FROM is /)
})
