import { createServer, type AddressInfo, type Socket } from 'node:net'
import { expect, test } from 'vitest'
import { mailServer } from '#test/mail-server'
import { composeMessage } from './compose-message.ts'
import { smtpTransport } from './smtp-transport.ts'
import { MailRefused } from './transport.ts'

const from = 'Steward <steward@example.com>'
const now = new Date('2026-01-01T09:30:00Z')
const publicUrl = 'https://steward.example.com'
const content = {
  template: 'password_reset',
  to: 'ada@example.org',
  name: 'Ada',
  path: '/reset#secret',
  address: '192.0.2.7',
} as const
const message = composeMessage({ id: '0190-1', content }, { publicUrl, now })
const quick = { connectionTimeout: 300, greetingTimeout: 300, socketTimeout: 300 }

test('a mail arrives with its text in both forms, a stable id, and says that a machine wrote it', async () => {
  await using server = await mailServer()

  await smtpTransport(server.url, from).send(message)

  const mail = server.taken[0] ?? ''
  expect(mail).toMatch(/^From: Steward <steward@example\.com>\r\nTo: ada@example\.org\r\nSubject: Choose a new password\r\n/m)
  expect(mail).toContain('Message-ID: <0190-1@example.com>')
  expect(mail).toContain('Auto-Submitted: auto-generated')
  expect(mail).toMatch(/text\/plain[\s\S]+https:\/\/steward\.example\.com\/reset#secret[\s\S]+text\/html/)
})

test('an address that the server does not know is refused for good; a full mailbox is not', async () => {
  const saying = (responseCode: number) =>
    mailServer({ onRcptTo: (_address, _session, done) => done(Object.assign(new Error('no'), { responseCode })) })
  await using unknown = await saying(550)
  await using full = await saying(452)

  await expect(smtpTransport(unknown.url, from).send(message)).rejects.toBeInstanceOf(MailRefused)
  await expect(smtpTransport(full.url, from).send(message)).rejects.not.toBeInstanceOf(MailRefused)
})

test('a peer that says nothing, hangs up in the middle or speaks nonsense is an outage that ends soon', async () => {
  const peers: ((socket: Socket) => void)[] = [
    () => undefined,
    (socket) => socket.destroy(),
    (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'),
    (socket) => socket.write('220 here\r\n') && socket.once('data', () => socket.destroy()),
    (socket) => socket.write(`220 ${'x'.repeat(100_000)}`),
  ]
  for (const behave of peers) {
    const sockets = new Set<Socket>()
    const peer = createServer((socket) => {
      sockets.add(socket.on('error', () => undefined))
      behave(socket)
    })
    await new Promise<void>((ready) => peer.listen(0, '127.0.0.1', ready))
    const { port } = peer.address() as AddressInfo

    const sending = smtpTransport(`smtp://127.0.0.1:${port}`, from, quick).send(message)

    await expect(sending).rejects.not.toBeInstanceOf(MailRefused)
    for (const socket of sockets) socket.destroy()
    await new Promise((closed) => peer.close(closed))
  }
})

test('a password goes over the wire under TLS only, unless the server is this very machine', async () => {
  await using server = await mailServer({ allowInsecureAuth: true })

  // The same server by another address of the loopback, which counts as another machine.
  const far = smtpTransport(`smtp://ada:secret@127.0.0.2:${server.port}`, from, quick).send(message)
  await expect(far).rejects.toThrow(/TLS/i)
  expect(server.signIns).toEqual([])
  await smtpTransport(`smtp://ada:s%40cret@127.0.0.1:${server.port}`, from).send(message)

  expect(server.signIns).toEqual(['ada s@cret'])
})

test('a certificate that nobody vouches for is not believed', async () => {
  await using server = await mailServer({ secure: true })

  await expect(smtpTransport(`smtps://127.0.0.1:${server.port}`, from, quick).send(message)).rejects.toThrow(/certificate/i)
  expect(server.taken).toEqual([])
})
