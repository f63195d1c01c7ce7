import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

export type MailServer = AsyncDisposable & {
  readonly port: number
  /** `smtp://127.0.0.1:…`. */
  readonly url: string
  /** The mails it took, as they came, oldest first. */
  readonly taken: readonly string[]
  /** Commands that asked to sign in. */
  readonly signIns: readonly string[]
}

/** A real SMTP server on this machine that keeps what it takes. `options` make it refuse, wait or hang up. */
export async function mailServer(options: SMTPServerOptions = {}): Promise<MailServer> {
  const taken: string[] = []
  const signIns: string[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 100,
    onAuth: ({ username = '', password = '' }, _session, done) => {
      signIns.push(`${username} ${password}`)
      done(null, { user: username })
    },
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        taken.push(Buffer.concat(chunks).toString())
        done()
      })
    },
    ...options,
  })
  // A client that hangs up, or does not speak the protocol, is part of what is tried.
  server.on('error', () => undefined)
  await new Promise<void>((ready) => server.listen(0, '0.0.0.0', ready))
  const { port } = server.server.address() as AddressInfo
  return {
    port,
    url: `smtp://127.0.0.1:${port}`,
    taken,
    signIns,
    [Symbol.asyncDispose]: () => new Promise<void>((closed) => server.close(closed)),
  }
}
