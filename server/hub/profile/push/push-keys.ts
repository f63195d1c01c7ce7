import type { SecretBox } from '#base/secret-box'
import type { Databases } from '#db'
import { findPushKeys, insertPushKeys } from './push.store.ts'

export type PushKeys = { readonly publicKey: string; readonly privateKey: string }

const context = 'push key'

/** The pair by which push services know this installation (VAPID). The first process to need it makes it; it stays. */
export async function readPushKeys(db: Databases, box: SecretBox): Promise<PushKeys> {
  let row = await findPushKeys(db)
  if (row === undefined) {
    const { default: webPush } = await import('web-push')
    const { publicKey, privateKey } = webPush.generateVAPIDKeys()
    await insertPushKeys(db, { public_key: publicKey, private_key: box.lock(privateKey, context) })
    row = await findPushKeys(db)
  }
  if (row === undefined) throw new Error('the keys for browsers were stored and are not there')
  return { publicKey: row.public_key, privateKey: box.open(row.private_key, context) }
}
