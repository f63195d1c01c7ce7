import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { givenWorkflow } from '#test/given-workflow'
import { recordingPeer } from '#test/recording-peer'
import { type Json, running, type RunningInstallation, until } from '#test/running'
import { ownerCookie } from '#test/server-process'
import { sendSigned, type SlackDouble, slackDouble } from '#test/slack-double'

let steward: RunningInstallation
let slack: SlackDouble
let peer: Awaited<ReturnType<typeof recordingPeer>>
let workspaceId = ''
let url = ''
let priya: Record<string, string>

beforeAll(async () => {
  steward = await running()
  slack = await slackDouble()
  peer = await recordingPeer({})
  workspaceId = ((await steward.api('GET', '/session')).body['workspace'] as Json)['id'] as string
  url = `${steward.url}/slack/interactions/${workspaceId}`
  const set = async (path: string, value: string) =>
    expect((await steward.api('PUT', path, { value, version: 0 })).status).toBe(200)
  await set('/installation/config/slack.api_url', slack.apiUrl)
  await set('/config/slack.bot_token', slack.token)
  await set('/config/slack.signing_secret', slack.signingSecret)
  await set('/config/slack.channel', 'C0APPROVALS')
  priya = await steward.member('admin')
})
afterAll(async () => {
  await peer[Symbol.asyncDispose]()
  await slack[Symbol.asyncDispose]()
  await steward[Symbol.asyncDispose]()
})
beforeEach(() => {
  expect(slack.faults).toEqual([])
})

type Button = { readonly action_id: string; readonly value: string; readonly text: { text: string } }

const buttonsOf = (blocks: unknown): Button[] =>
  (blocks as { type: string; elements?: Button[] }[])
    .filter(({ type }) => type === 'actions')
    .flatMap(({ elements }) => elements ?? [])

/** Starts something that is asked about; resolves with its message in Slack. */
async function asked(
  path: string,
): Promise<{ executionId: string; ts: string; value: string; approvalId: string; text: string }> {
  const before = slack.of('chat.postMessage').length
  const remove = {
    name: 'Remove',
    type: 'http_request',
    version: 4.2,
    parameters: { method: 'DELETE', url: `${peer.url}${path}` },
  }
  const document = givenWorkflow([{ name: 'Start', type: 'manual_trigger', to: { Remove: [0, 0] } }, remove])
  const executionId = await steward.begin(await steward.given(document, { active: false }))
  const call = await until(
    () => slack.of('chat.postMessage')[before],
    (one) => one !== undefined,
    30_000,
  )
  const [approve] = buttonsOf(call?.body.blocks)
  const value = approve?.value ?? ''
  const ts = await until(
    async () => {
      const { rows } = await steward.databases
        .pool('effect')
        .query<{ ts: string }>('select ts from slack_messages where approval_id = $1', [value.slice(0, 36)])
      return rows[0]?.ts
    },
    (found) => found !== undefined,
  )
  return { executionId, ts: ts ?? '', value, approvalId: value.slice(0, 36), text: JSON.stringify(call?.body) }
}

const press = (message: { value: string; ts: string }, user: string, actionId: 'approve' | 'reject', value = message.value) =>
  slack.press(url, { user, actionId, value, message: message.ts })
const whispered = () => JSON.stringify(slack.of('chat.postEphemeral').at(-1)?.body)
const stateOf = async (id: string) => (await steward.api('GET', `/approvals/${id}`)).body['state']
const updated = (ts: string, words: string) =>
  until(
    () => slack.of('chat.update').filter(({ body }) => body['ts'] === ts && JSON.stringify(body).includes(words)),
    (found) => found.length > 0,
  )

/** Says who somebody in Slack is, by the link that they alone were sent. */
async function connect(user: string, headers: Record<string, string>): Promise<void> {
  const message = await asked(`/connect-${user}`)
  const before = slack.of('chat.postEphemeral').length
  expect((await press(message, user, 'approve')).status).toBe(200)
  await until(
    () => slack.of('chat.postEphemeral').length,
    (count) => count > before,
  )
  expect(await stateOf(message.approvalId)).toBe('pending')
  const token = /connect-slack\/([\w-]+)/.exec(whispered())?.[1] ?? ''
  const send = () =>
    fetch(`${steward.url}/api/v1/slack/connection`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    })
  expect(await (await send()).json()).toMatchObject({ isConfigured: true, me: { slackUserId: user } })
  // The link works once.
  expect((await send()).status).toBe(404)
}

test('what waits is asked in the channel with everything that matters, and approved there by who may', async () => {
  await connect('U0PRIYA', priya)
  const message = await asked('/orders/1')
  expect(message.text).toContain('/orders/1')
  expect(message.text).toContain('Pay, delete and execute in production')
  expect(peer.log.map(({ path }) => path)).not.toContain('/orders/1')

  expect((await press(message, 'U0PRIYA', 'approve')).status).toBe(200)

  await until(
    () => peer.log.filter(({ path }) => path === '/orders/1').length,
    (count) => count === 1,
  )
  const [last] = (await updated(message.ts, 'Approved')).slice(-1)
  expect(buttonsOf(last?.body.blocks)).toEqual([])
  const { decisions } = (await steward.api('GET', `/approvals/${message.approvalId}`)).body as { decisions: Json[] }
  expect(decisions).toMatchObject([{ decision: 'approve', via: 'slack' }])

  // A second click, and one that was too late, are answered truthfully and change nothing.
  expect((await press(message, 'U0PRIYA', 'approve')).status).toBe(200)
  expect(peer.log.filter(({ path }) => path === '/orders/1')).toHaveLength(1)
})

test('a rejection asks for a reason, which the execution fails with', async () => {
  const message = await asked('/orders/2')
  expect((await press(message, 'U0PRIYA', 'reject')).status).toBe(200)
  const empty = await slack.submit(url, { user: 'U0PRIYA', reason: '  ' })
  expect(await empty.json()).toMatchObject({ response_action: 'errors', errors: { reason: 'Say why.' } })

  expect(await (await slack.submit(url, { user: 'U0PRIYA', reason: 'Not this <!channel> order' })).text()).toBe('')

  const execution = await until(
    () => steward.rested(message.executionId),
    ({ summary }) => summary.status !== 'waiting',
  )
  expect(JSON.stringify(execution)).toContain('Not this <!channel> order')
  const [last] = (await updated(message.ts, 'Rejected')).slice(-1)
  // What people write means nothing to Slack.
  expect(JSON.stringify(last?.body)).toContain('&lt;!channel&gt;')
  expect(JSON.stringify(last?.body)).not.toContain('<!channel>')

  const late = await press(message, 'U0PRIYA', 'approve')
  expect(late.status).toBe(200)
  expect(whispered()).toContain('it is rejected')
})

test('whoever asked cannot approve it in Slack either', async () => {
  await connect('U0OWNER', { origin: steward.url, cookie: await ownerCookie(steward.url) })
  const message = await asked('/orders/3')

  await press(message, 'U0OWNER', 'approve')

  expect(whispered()).toContain('You asked for this yourself')
  expect(await stateOf(message.approvalId)).toBe('pending')
})

test('a button of another action, another workspace, or made up decides nothing', async () => {
  const message = await asked('/orders/4')
  const other = `${message.approvalId} ${'0'.repeat(64)}`

  await press(message, 'U0PRIYA', 'approve', other)
  expect(whispered()).toContain('not what is asked any more')
  for (const value of ['', 'x', message.approvalId, `${message.value} more`])
    expect((await press(message, 'U0PRIYA', 'approve', value)).status).toBe(200)
  const foreign = url.replace(workspaceId, '01a1f000-0000-7000-8000-000000000000')
  expect(
    (await slack.press(foreign, { user: 'U0PRIYA', actionId: 'approve', value: message.value, message: message.ts })).status,
  ).toBe(401)

  expect(await stateOf(message.approvalId)).toBe('pending')
})

test('what is not signed by Slack, or was signed long ago, is refused without a word', async () => {
  const message = await asked('/orders/5')
  const payload = {
    type: 'block_actions',
    user: { id: 'U0PRIYA' },
    team: { id: 'T0TEAM' },
    actions: [{ action_id: 'approve', value: message.value }],
    channel: { id: 'C0APPROVALS' },
    trigger_id: 't',
  }

  const answers = [
    await sendSigned(url, payload, 'another secret'),
    await sendSigned(url, payload, slack.signingSecret, Date.now() - 301_000),
    await fetch(url, { method: 'POST', body: `payload=${encodeURIComponent(JSON.stringify(payload))}` }),
    await fetch(url, { method: 'POST', headers: { 'x-slack-signature': 'v0=', 'x-slack-request-timestamp': 'NaN' } }),
  ]

  expect(await Promise.all(answers.map(async (one) => [one.status, await one.text()]))).toEqual(answers.map(() => [401, '']))
  expect(await stateOf(message.approvalId)).toBe('pending')
})

test('Slack may be down, slow or busy: what is to be told is told later, once', async () => {
  slack.trouble.push('429', 'silence')
  const message = await asked('/orders/6')

  expect(message.text).toContain('/orders/6')
  expect(slack.of('chat.postMessage').filter(({ body }) => JSON.stringify(body).includes('/orders/6'))).toHaveLength(1)
}, 60_000)

test('the settings can be tried, and tell what Slack says', async () => {
  expect((await steward.api('POST', '/slack/check')).body).toEqual({ team: 'Harbor Goods', bot: 'steward' })
  slack.trouble.push('account_inactive')
  expect(await steward.api('POST', '/slack/check')).toMatchObject({
    status: 409,
    body: { code: 'effect.slack_refused', detail: expect.stringContaining('account_inactive') as string },
  })
  expect((await steward.api('GET', '/slack')).body).toMatchObject({
    isConfigured: true,
    channel: 'C0APPROVALS',
    interactionsUrl: url,
  })
})
