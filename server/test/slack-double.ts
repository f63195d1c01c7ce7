import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { signSlack } from '#slack'

type Block = Readonly<Record<string, unknown>>
export type SlackCall = {
  readonly method: string
  readonly body: Record<string, unknown> & { readonly blocks?: readonly Block[] }
}

export type SlackDouble = AsyncDisposable & {
  /** What is set as the address of the Web API. */
  readonly apiUrl: string
  readonly token: string
  readonly signingSecret: string
  /** Calls that were right, oldest first. */
  readonly calls: readonly SlackCall[]
  /** Calls that Slack would have refused, with why. */
  readonly faults: readonly string[]
  /** How the next calls are answered; for each of them the name of an error, `429`, `500`, or `silence`. */
  readonly trouble: string[]
  of(method: string): readonly SlackCall[]
  /** Somebody presses a button of a message, as Slack tells it to `url`. */
  press(
    url: string,
    pressed: { readonly user: string; readonly actionId: string; readonly value: string; readonly message: string },
  ): Promise<Response>
  /** Somebody sends the dialog that was opened last. */
  submit(url: string, sent: { readonly user: string; readonly reason: string }): Promise<Response>
}

const team = 'T0TEAM'

/** Slack as far as Steward talks to it: its Web API with its checks, and its signed calls back. It refuses what Slack refuses. */
export async function slackDouble(): Promise<SlackDouble> {
  const [token, signingSecret] = ['xoxb-double-token', 'double-signing-secret']
  const calls: SlackCall[] = []
  const faults: string[] = []
  const trouble: string[] = []
  let messages = 0
  const server = createServer((request, response) => {
    void handle(request).then(({ status, body, headers = {} }) => {
      if (body === 'silence') request.socket.destroy()
      else response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
    })
  })
  type Answer = { status: number; body: unknown; headers?: Record<string, string> }
  async function handle(request: IncomingMessage): Promise<Answer> {
    const method = (request.url ?? '').replace('/api/', '')
    const text = await textOf(request)
    const refuse = (code: string): Answer => {
      faults.push(`${method}: ${code}`)
      return { status: 200, body: { ok: false, error: code } }
    }
    const next = trouble.shift()
    if (next === '429') return { status: 429, body: { ok: false, error: 'ratelimited' }, headers: { 'retry-after': '1' } }
    if (next === '500') return { status: 500, body: {} }
    if (next === 'silence') return { status: 0, body: 'silence' }
    if (next !== undefined) return { status: 200, body: { ok: false, error: next } }
    if (request.headers.authorization !== `Bearer ${token}`) return refuse('invalid_auth')
    const body = JSON.parse(text) as SlackCall['body']
    const wrong = faultOf(method, body)
    if (wrong !== undefined) return refuse(wrong)
    calls.push({ method, body })
    if (method === 'auth.test') return { status: 200, body: { ok: true, team: 'Harbor Goods', user: 'steward' } }
    messages += 1
    return { status: 200, body: { ok: true, channel: body['channel'], ts: `1700000000.${String(messages).padStart(6, '0')}` } }
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const send = (url: string, payload: object) => sendSigned(url, payload, signingSecret)
  return {
    apiUrl: `http://127.0.0.1:${port}/api`,
    token,
    signingSecret,
    calls,
    faults,
    trouble,
    of: (method) => calls.filter((call) => call.method === method),
    press: (url, { user, actionId, value, message }) =>
      send(url, {
        type: 'block_actions',
        user: { id: user, team_id: team },
        team: { id: team },
        channel: { id: 'C0APPROVALS' },
        message: { ts: message },
        trigger_id: `trigger.${messages}`,
        actions: [{ type: 'button', action_id: actionId, value }],
      }),
    submit: (url, { user, reason }) => {
      const view = calls.filter((call) => call.method === 'views.open').at(-1)?.body['view'] as Block | undefined
      const state = { values: { reason: { reason: { type: 'plain_text_input', value: reason } } } }
      return send(url, {
        type: 'view_submission',
        user: { id: user, team_id: team },
        team: { id: team },
        view: { ...view, state },
      })
    },
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

export function sendSigned(url: string, payload: object, secret: string, at = Date.now()): Promise<Response> {
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString()
  const timestamp = String(Math.floor(at / 1000))
  return fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': signSlack(secret, timestamp, Buffer.from(body)),
    },
    body,
  })
}

/** The name of Slack's error for what it would not take. */
function faultOf(method: string, body: SlackCall['body']): string | undefined {
  if (method === 'auth.test') return undefined
  if (method === 'views.open') return typeof body['trigger_id'] === 'string' ? undefined : 'invalid_arguments'
  if (!/^C[A-Z0-9]+$/.test(String(body['channel']))) return 'channel_not_found'
  if (method === 'chat.update' && typeof body['ts'] !== 'string') return 'message_not_found'
  if (typeof body['text'] !== 'string' || body['text'] === '') return 'no_text'
  const blocks = body.blocks ?? []
  return blocks.length > 50 || blocks.some((block) => !isBlock(block)) ? 'invalid_blocks' : undefined
}

/** The limits of Block Kit. */
function isBlock(block: Block): boolean {
  const text = (block['text'] as { text?: string } | undefined)?.text
  if (block['type'] === 'section') return text !== undefined && text.length > 0 && text.length <= 3_000
  const elements = (block['elements'] ?? []) as { text?: unknown; value?: string }[]
  if (block['type'] === 'context')
    return elements.length <= 10 && elements.every(({ text: said }) => typeof said === 'string' && said.length <= 3_000)
  if (block['type'] !== 'actions') return false
  return elements.every(
    ({ value = '', text: label }) => value.length <= 2_000 && ((label as { text?: string }).text ?? '').length <= 75,
  )
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
