import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { composeMessage } from './compose-message.ts'
import { fileTransport } from './file-transport.ts'
import { isPlainAddress, type MailContent } from './mail.ts'

const about = { publicUrl: 'https://steward.example.com', now: new Date('2026-01-01T09:30:00Z') }
const compose = (content: MailContent, to = 'ada@example.org') =>
  composeMessage({ id: 'one', content: { ...content, to } }, about)
const invitation = (workspace: string, inviter = 'Mara') =>
  compose({ template: 'invitation', workspace, inviter, role: 'editor', path: '/invitation/x' })

async function folder() {
  const path = await mkdtemp(join(tmpdir(), 'steward-mail-'))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) }
}

test('a name can bring neither markup nor a header nor a link into a mail', async () => {
  await using place = await folder()
  const mail = invitation('<img src=x onerror=alert(1)>\r\nBcc: eve@example.com', 'Win at https://evil.example/now\u202e')

  await fileTransport(place.path, 'steward@example.com').send(mail)

  expect(mail.html).not.toMatch(/<img|evil\.example|:\/\/evil|\u202e/)
  expect(mail.text).not.toMatch(/evil\.example|:\/\/evil|\u202e/)
  const [name = ''] = await readdir(place.path)
  const headers = (await readFile(join(place.path, name), 'utf8')).split('\n\n', 1)[0] ?? ''
  expect(headers).not.toMatch(/^bcc:/im)
  expect(headers).toMatch(/^To: ada@example\.org$/m)
})

test('links lead to the address of the installation and work in the text as well', () => {
  const { html, text } = invitation('Sales')

  expect(html).toContain('href="https://steward.example.com/invitation/x"')
  expect(text).toContain('https://steward.example.com/invitation/x')
})

test('a long name is cut, and what is cut through is no half of a sign', () => {
  const { subject } = invitation('😀'.repeat(300))

  expect(subject).toMatch(/😀…$/u)
  expect(subject.isWellFormed()).toBe(true)
})

test('only one plain address is an address', () => {
  const wrong = [
    'a@b, c@d',
    'a@b\r\nBcc: c@d',
    'Ada <a@b>',
    'a b@c',
    'a@b@c',
    '@b',
    'a@',
    `${'a'.repeat(65)}@b`,
    'a@b\u0000',
    'a@b;c',
  ]

  expect(wrong.filter(isPlainAddress)).toEqual([])
  expect(['a@b', 'ada+steward@example.org'].filter(isPlainAddress)).toHaveLength(2)
})

test('without a server each mail is a file that only its owner reads, whatever its address holds', async () => {
  await using place = await folder()
  const transport = fileTransport(join(place.path, 'mail'), 'steward@example.com')
  const mails = [
    compose({ template: 'welcome', name: 'Ada' }),
    compose({ template: 'welcome', name: 'Ada' }),
    compose({ template: 'welcome', name: 'Eve' }, '../../eve/x@example.org'),
  ]

  await Promise.all(mails.map((mail, n) => transport.send({ ...mail, id: `${mail.id}${n}` })))

  const names = (await readdir(join(place.path, 'mail'))).toSorted()
  expect(names).toEqual([
    '2026-01-01T09-30-00.000Z-.._.._eve_x@example.org.eml',
    '2026-01-01T09-30-00.000Z-ada@example.org.eml',
    '2026-01-01T09-30-00.000Z.2-ada@example.org.eml',
  ])
  expect((await stat(join(place.path, 'mail', names[1] ?? ''))).mode & 0o777).toBe(0o600)
})
