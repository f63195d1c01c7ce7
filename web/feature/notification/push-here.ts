/** Whether this browser can be told things at all; it wants HTTPS for it. */
export const takesPush = (): boolean =>
  'serviceWorker' in navigator && 'PushManager' in globalThis && 'Notification' in globalThis

const worker = '/push-sw.js'

export type Subscribed =
  | { readonly kind: 'subscribed'; readonly endpoint: string; readonly keys: { readonly p256dh: string; readonly auth: string } }
  | { readonly kind: 'denied' }

/** Asks the person, by the browser, and then its push service. To be called on a click only: browsers refuse it otherwise. */
export async function subscribeHere(pushKey: string): Promise<Subscribed> {
  if ((await Notification.requestPermission()) !== 'granted') return { kind: 'denied' }
  await navigator.serviceWorker.register(worker)
  const registration = await navigator.serviceWorker.ready
  const before = await registration.pushManager.getSubscription()
  // One for another key, as after the installation was set up anew, is of no use.
  if (before !== null && !isFor(before, pushKey)) await before.unsubscribe()
  const made = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: pushKey })
  const { endpoint, keys } = made.toJSON()
  return { kind: 'subscribed', endpoint: endpoint ?? '', keys: { p256dh: keys?.['p256dh'] ?? '', auth: keys?.['auth'] ?? '' } }
}

function isFor(subscription: PushSubscription, pushKey: string): boolean {
  const key = subscription.options.applicationServerKey
  if (key === null) return false
  const text = btoa(String.fromCodePoint(...new Uint8Array(key)))
  return text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '') === pushKey
}
