import { log } from '#base/log'
import { type SecretBox, SecretBoxError } from '#base/secret-box'
import { subscription, type Subscription } from '#db'
import type { IdentityTables } from '../identity.tables.ts'
import { answerRequest, sendUnlockLink } from './answer-request.ts'
import { mailRequested, type MailRequest, openRequest } from './ask-by-mail.ts'
import { accountClosed } from './tell-of-closing.ts'

type Asked = { readonly id: string; readonly locked: string; readonly at: string }
type Closed = { readonly userId: string | null; readonly at: string }

/** Answers by mail what was asked at the door. */
export function accountSubscriptions({ box }: { readonly box: SecretBox }): readonly Subscription[] {
  return [
    subscription<IdentityTables>({
      consumer: 'identity.account',
      types: [mailRequested, accountClosed],
      handle: async (tx, { type, payload }) => {
        if (type === mailRequested) {
          const asked = payload as Asked
          const request = opened(box, asked)
          if (request !== undefined) await answerRequest({ tx, box, now: new Date(asked.at) }, request)
        } else {
          const { userId, at } = payload as Closed
          if (userId !== null) await sendUnlockLink({ tx, box, now: new Date(at) }, userId)
        }
      },
    }),
  ]
}

/** What was locked with a key that is gone is read by nobody; it is dropped, and whoever asked asks again. */
function opened(box: SecretBox, asked: Asked): MailRequest | undefined {
  try {
    return openRequest(box, asked)
  } catch (error) {
    if (!(error instanceof SecretBoxError)) throw error
    log.warn({ reason: error.message }, 'a request that is answered by mail cannot be read and is dropped')
    return undefined
  }
}
