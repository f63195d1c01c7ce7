import { subscription, type Subscription } from '#db'
import { mailEvent, type QueuedMail } from '#mail'
import type { IdentityTables } from '../identity.tables.ts'
import { insertMail } from './mail.store.ts'

/** Takes the mails that the hubs have put into their outboxes. They are sent by `MailSender`, so that a slow server holds up no event. */
export const mailSubscriptions: readonly Subscription[] = [
  subscription<IdentityTables>({
    consumer: 'identity.mail',
    types: [mailEvent],
    handle: async (tx, event) => insertMail(tx, event.payload as unknown as QueuedMail),
  }),
]
