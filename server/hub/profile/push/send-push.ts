import type { HttpAnswer } from '@steward/sdk/node'
import type { Net } from '#net'
import type { BrowserAddress } from './browser-address.ts'
import type { PushKeys } from './push-keys.ts'

export type PushText = { readonly title: string; readonly body: string; readonly path: string; readonly tag: string }

/** `gone`: the browser takes no more, for good. `later`: it may the next time. */
export type PushOutcome = { readonly kind: 'sent' | 'gone' | 'refused' | 'later'; readonly detail: string | null }

type Way = { readonly net: Net; readonly keys: PushKeys; readonly publicUrl: string }

const lifeSeconds = 86_400
const timeoutMs = 10_000

/** Hands a message, which only the browser can read, over to its push service. */
export async function sendPush({ net, keys, publicUrl }: Way, to: BrowserAddress, text: PushText): Promise<PushOutcome> {
  const { default: webPush } = await import('web-push')
  // Push services want to know whom to complain to; nobody outside gets at a plain HTTP address.
  const subject = publicUrl.startsWith('https:') ? publicUrl : 'mailto:steward@localhost'
  const details = webPush.generateRequestDetails(to, JSON.stringify(text), {
    vapidDetails: { subject, ...keys },
    TTL: lifeSeconds,
    contentEncoding: 'aes128gcm',
    urgency: 'normal',
  })
  try {
    const answer = await net.request({
      method: 'POST',
      url: details.endpoint,
      headers: headersOf(details.headers),
      body: details.body,
      redirects: { follow: false, max: 0 },
      timeoutMs,
      maxBytes: 64_000,
    })
    return outcomeOf(answer)
  } catch (error) {
    return { kind: 'later', detail: error instanceof Error ? error.message.slice(0, 300) : String(error) }
  }
}

const headersOf = (headers: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers)
      // The client writes it of the body.
      .filter(([name]) => name.toLowerCase() !== 'content-length')
      .map(([name, value]) => [name, String(value)]),
  )

/** What the service says is in its status; its words may be anything and are passed on to nobody. */
function outcomeOf({ status }: HttpAnswer): PushOutcome {
  const detail = `The push service answered ${status}.`
  if (status >= 200 && status < 300) return { kind: 'sent', detail: null }
  if (status === 404 || status === 410) return { kind: 'gone', detail }
  return { kind: status === 429 || status >= 500 ? 'later' : 'refused', detail }
}
