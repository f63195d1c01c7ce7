import type { SecretBox } from '#base/secret-box'
import { subscription, type Subscription } from '#db'
import type { IdentityTables } from '../identity.tables.ts'
import { answerRequest, sendUnlockLink } from './answer-request.ts'
import { mailRequested, openRequest } from './ask-by-mail.ts'
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
          await answerRequest({ tx, box, now: new Date(asked.at) }, openRequest(box, asked))
        } else {
          const { userId, at } = payload as Closed
          if (userId !== null) await sendUnlockLink({ tx, box, now: new Date(at) }, userId)
        }
      },
    }),
  ]
}
