import { createHash, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto'
import { Binary, type Document } from 'bson'
import { ServerFailure } from './server-failure.ts'

const iterations = 4096
const hmac = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest()
const xor = (a: Buffer, b: Buffer) => Buffer.from(a.map((byte, i) => byte ^ (b[i] ?? 0)))

type Dialogue = {
  readonly user: string
  readonly bare: string
  readonly first: string
  readonly salted: Buffer
  readonly nonce: string
}

/** SCRAM-SHA-256 as RFC 7677 says, seen from the server: who does not prove the password is refused. */
export function createScram(passwordOf: (user: string) => string | undefined) {
  let dialogue: Dialogue | undefined
  let isProven = false
  const refused = () => new ServerFailure(18, 'AuthenticationFailed', 'Authentication failed.')
  const textOf = (payload: unknown) => Buffer.from((payload as Binary).buffer).toString('utf8')
  const answer = (text: string, done: boolean): Document => ({ conversationId: 1, done, payload: new Binary(Buffer.from(text)) })

  return {
    start(command: Document): Document {
      if (command['mechanism'] !== 'SCRAM-SHA-256') throw new ServerFailure(2, 'BadValue', 'Only SCRAM-SHA-256 is spoken here.')
      const bare = textOf(command['payload']).replace(/^n,,/, '')
      const [, name = '', clientNonce = ''] = /^n=([^,]*),r=(.+)$/.exec(bare) ?? []
      const user = name.replaceAll('=2C', ',').replaceAll('=3D', '=')
      const password = passwordOf(user)
      if (password === undefined) throw refused()
      const salt = randomBytes(28)
      const salted = pbkdf2Sync(password.normalize('NFKC'), salt, iterations, 32, 'sha256')
      const nonce = clientNonce + randomBytes(18).toString('base64')
      const first = `r=${nonce},s=${salt.toString('base64')},i=${iterations}`
      dialogue = { user, bare, first, salted, nonce }
      isProven = false
      return answer(first, false)
    },

    /** The user once the password is proven. */
    continue(command: Document): { readonly answer: Document; readonly user: string | undefined } {
      if (dialogue === undefined) throw refused()
      const final = textOf(command['payload'])
      if (isProven && final === '') return { answer: answer('', true), user: dialogue.user }
      const [, without = '', nonce = '', proof = ''] = /^(c=biws,r=([^,]+)),p=(.+)$/.exec(final) ?? []
      const message = `${dialogue.bare},${dialogue.first},${without}`
      const clientKey = hmac(dialogue.salted, 'Client Key')
      const stored = createHash('sha256').update(clientKey).digest()
      const shown = Buffer.from(proof, 'base64')
      const expected = xor(clientKey, hmac(stored, message))
      if (nonce !== dialogue.nonce || shown.length !== expected.length || !timingSafeEqual(shown, expected)) throw refused()
      isProven = true
      const signature = hmac(hmac(dialogue.salted, 'Server Key'), message).toString('base64')
      return { answer: answer(`v=${signature}`, true), user: dialogue.user }
    },
  }
}
