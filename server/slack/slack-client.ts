import { NodeError } from '@steward/sdk/node'
import type { Net } from '#net'

/** A part of a message, as Slack's Block Kit describes it. */
export type Block = Readonly<Record<string, unknown>>

export type SlackMessage = {
  readonly channel: string
  /** What a notification and a screen reader say. */
  readonly text: string
  readonly blocks: readonly Block[]
  /** Of the message that this one answers. */
  readonly thread?: string
}

/** Where a message is: what Slack calls `channel` and `ts`. */
export type MessagePlace = { readonly channel: string; readonly ts: string }

/** Slack did not do what was asked. `retryAfterMs` is there where it may another time. */
export class SlackFailure extends Error {
  override readonly name = 'SlackFailure'
  /** Slack's own name of what is wrong, such as `channel_not_found`. */
  readonly code: string
  readonly retryAfterMs: number | undefined

  constructor(code: string, message: string, retryAfterMs?: number) {
    super(message)
    this.code = code
    this.retryAfterMs = retryAfterMs
  }
}

const timeoutMs = 10_000
const answerBytesMax = 1 << 20
/** Nothing is known of when it is worth another try: the caller waits as it sees fit. */
const anyTime = 0

/** What Slack calls by these names passes by itself. */
const passing = new Set([
  'ratelimited',
  'rate_limited',
  'service_unavailable',
  'internal_error',
  'fatal_error',
  'request_timeout',
])

type Settings = { readonly token: string; readonly apiUrl: string; readonly net: Net }

/** The few methods of Slack's Web API that Steward needs. Source: docs.slack.dev/reference/methods. */
export class SlackClient {
  private readonly settings: Settings

  constructor(settings: Settings) {
    this.settings = settings
  }

  async post({ channel, text, blocks, thread }: SlackMessage): Promise<MessagePlace> {
    const answer = await this.call('chat.postMessage', {
      channel,
      text,
      blocks,
      unfurl_links: false,
      unfurl_media: false,
      ...(thread === undefined ? {} : { thread_ts: thread }),
    })
    return { channel: textOf(answer, 'channel'), ts: textOf(answer, 'ts') }
  }

  async update({ channel, ts }: MessagePlace, { text, blocks }: Pick<SlackMessage, 'text' | 'blocks'>): Promise<void> {
    await this.call('chat.update', { channel, ts, text, blocks })
  }

  /** Tells one person in a channel something that nobody else sees. */
  async whisper(place: { readonly channel: string; readonly user: string }, text: string): Promise<void> {
    await this.call('chat.postEphemeral', { ...place, text })
  }

  /** Opens a dialog; Slack takes it for three seconds after somebody has pressed a button. */
  async openDialog(triggerId: string, view: Block): Promise<void> {
    await this.call('views.open', { trigger_id: triggerId, view })
  }

  /** Whose token it is: that it works. */
  async check(): Promise<{ readonly team: string; readonly bot: string }> {
    const answer = await this.call('auth.test', {})
    return { team: textOf(answer, 'team'), bot: textOf(answer, 'user') }
  }

  private async call(method: string, body: object): Promise<Record<string, unknown>> {
    const { net, token, apiUrl } = this.settings
    const request = {
      method: 'POST',
      url: `${apiUrl.replace(/\/$/, '')}/${method}`,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(body),
      timeoutMs,
      maxBytes: answerBytesMax,
      redirects: { follow: false, max: 0 },
    }
    const answer = await net.request(request).catch((error: unknown) => {
      throw new SlackFailure(
        'unreachable',
        `Slack did not answer: ${error instanceof NodeError ? error.message : 'the connection broke'}`,
        anyTime,
      )
    })
    const wait = Number(answer.headers['retry-after'])
    if (answer.status === 429 || answer.status >= 500)
      throw new SlackFailure(
        `http_${answer.status}`,
        `Slack answered ${answer.status}.`,
        Number.isFinite(wait) && wait > 0 ? wait * 1000 : anyTime,
      )
    const read = readAnswer(answer.body)
    if (read === undefined)
      throw new SlackFailure('not_json', `Slack answered ${answer.status} with something else than JSON.`, anyTime)
    if (read['ok'] === true) return read
    const code = typeof read['error'] === 'string' ? read['error'] : `http_${answer.status}`
    throw new SlackFailure(code, `Slack refused: ${code.slice(0, 100)}.`, passing.has(code) ? anyTime : undefined)
  }
}

function readAnswer(body: Uint8Array): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(body).toString('utf8'))
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

function textOf(answer: Record<string, unknown>, name: string): string {
  const value = answer[name]
  if (typeof value !== 'string') throw new SlackFailure('not_understood', `Slack answered without "${name}".`)
  return value
}
