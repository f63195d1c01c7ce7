import type { SecretBox } from '#base/secret-box'
import { subscription, type Subscription } from '#db'
import { queueMail } from '#mail'
import type { IdentityTables } from '../identity.tables.ts'
import { findUserIn } from '../user.store.ts'
import { describeDevice } from './device.ts'
import { ownerTold, type Told } from './tell-owner.ts'

type Payload = Told & {
  readonly userId: string
  readonly at: string
  readonly address: string
  readonly agent: string | null
}

/** News of this kind is of no use a week later. */
const lifeMs = 7 * 24 * 60 * 60_000

/** Writes to the owner of an account what was done in their name. */
export function sessionSubscriptions({ box }: { readonly box: SecretBox }): readonly Subscription[] {
  return [
    subscription<IdentityTables>({
      consumer: 'identity.session',
      types: [ownerTold],
      handle: async (tx, { payload }) => {
        const told = payload as Payload
        const user = await findUserIn(tx, told.userId)
        if (user === undefined) return
        const { at, address } = told
        const common = { to: user.email, name: user.name, at, address, expiresAt: new Date(new Date(at).getTime() + lifeMs) }
        if (told.about === 'security_changed') await queueMail(tx, box, { template: told.about, what: told.what, ...common })
        else
          await queueMail(tx, box, {
            template: told.about,
            device: describeDevice(told.agent) ?? 'a program that does not say what it is',
            ...common,
          })
      },
    }),
  ]
}
