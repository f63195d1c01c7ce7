import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type SlackDouble, slackDouble } from '../server/test/slack-double.ts'
import { type Look, openBrowser, type Opened, setUp } from './open-browser.ts'
import { readMail } from './read-mail.ts'
import { type Server, startServer } from './start-server.ts'
import { violations } from './violations.ts'

const shots = process.env['STEWARD_E2E_SHOTS']
const approver = { name: 'Noor Haddad', email: 'noor@example.com', password: 'a sentence that is long' }

/** The service outside, which remembers how it was called. */
const calls: string[] = []
const service = createServer((request, response) => {
  calls.push(`${request.method} ${request.url}`)
  response.setHeader('content-type', 'application/json')
  response.end('{"order":"HG-20871","cents":12900}')
})

let server: Server
let slack: SlackDouble
let address = ''
let ownerCookies: Awaited<ReturnType<BrowserContext['cookies']>> = []
let approverCookies: typeof ownerCookies = []

const shoot = async (page: Page, name: string) => {
  if (shots !== undefined) await page.screenshot({ path: `${shots}/plan-${name}.png` })
}

async function send<T>(context: BrowserContext, method: string, path: string, data?: unknown): Promise<T> {
  const more = data === undefined ? {} : { data }
  const answer = await context.request.fetch(`${server.url}/api/v1${path}`, { method, headers: { origin: server.url }, ...more })
  if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`)
  return (answer.status() === 204 ? undefined : await answer.json()) as T
}

async function signedIn(cookies: typeof ownerCookies, look: Look): Promise<Opened> {
  const browser = await openBrowser(look)
  await browser.context.addCookies(cookies)
  return browser
}
const asOwner = (look: Look = {}) => signedIn(ownerCookies, look)
const asApprover = (look: Look = {}) => signedIn(approverCookies, look)

type Step = { readonly name: string; readonly type: string; readonly parameters?: object; readonly settings?: object }
type Shape = { readonly name: string; readonly environment?: string; readonly value?: string; readonly steps: readonly Step[] }

const call = (name: string, method: string, path: string, settings: object = {}): Step => ({
  name,
  type: 'http_request',
  parameters: { method, url: `=${address}${path}` },
  settings,
})
const versionsOf: Readonly<Record<string, number>> = { http_request: 4.2, webhook: 2, set: 3.4 }

/** By hand or by a call, then one step after the other. */
function documentOf({ name, environment = 'production', steps }: Shape) {
  const starts: Step[] = [
    { name: 'Start', type: 'manual_trigger' },
    { name: 'Called', type: 'webhook', parameters: { path: name.toLowerCase().replaceAll(' ', '-'), httpMethod: 'POST' } },
  ]
  const all = [...starts, ...steps]
  const edge = (from: string, to: string) => ({ from: { node: from, output: 0 }, to: { node: to, input: 0 }, kind: 'main' })
  const first = steps[0]?.name ?? ''
  return {
    steward: 1,
    name,
    nodes: all.map((step, index) => ({
      id: step.name,
      version: versionsOf[step.type] ?? 1,
      position: index < 2 ? [0, index * 140] : [(index - 1) * 240, 0],
      parameters: {},
      settings: {},
      ...step,
    })),
    edges: [
      ...starts.map((start) => edge(start.name, first)),
      ...steps.slice(1).map((step, index) => edge(steps[index]?.name ?? '', step.name)),
    ],
    settings: { executionOrder: 'v1', environment },
  }
}

const refundSteps = (): readonly Step[] => [
  call('Load order', 'GET', '/orders/20871'),
  call('Note it', 'PUT', '/orders/20871/note', { effect: { says: 'Note on order HG-20871 that it comes back' } }),
  call('Refund', 'POST', '/refunds', {
    effect: {
      class: 'pay',
      amount: { minor: '={{ $("Load order").item.json.cents }}', currency: 'EUR' },
      says: '=Refund order {{ $("Load order").item.json.order }} to its customer',
    },
  }),
  call('Erase photos', 'DELETE', '/photos/20871', { effect: { says: 'Erase the photos of order HG-20871' } }),
]
const valueStep = (value: string): Step => ({
  name: 'Value',
  type: 'set',
  parameters: { mode: 'raw', jsonOutput: JSON.stringify({ value }), options: {} },
})

async function made(context: BrowserContext, shape: Shape): Promise<string> {
  const { summary } = await send<{ summary: { id: string } }>(context, 'POST', '/workflows', { document: documentOf(shape) })
  return summary.id
}

const isTooWide = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)

beforeAll(async () => {
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(service.address() as AddressInfo).port}`
  slack = await slackDouble()
  server = await startServer()
  await using first = await openBrowser()
  await setUp(first.page, server.url)
  await send(first.context, 'POST', '/invitations', { emails: [approver.email], role: 'viewer' })
  ownerCookies = await first.context.cookies()
  const token = /\/invitation[/#]([\w-]{20,})/.exec(await readMail(server, approver.email))?.[1]
  await using second = await openBrowser()
  const { name, email, password } = approver
  await send(second.context, 'POST', '/invitations/accept', { token, account: { name, password } })
  await send(second.context, 'POST', '/session', { email, password })
  approverCookies = await second.context.cookies()
  const { user } = await send<{ user: { id: string } }>(second.context, 'GET', '/session')
  const { items: roles } = await send<{ items: { id: string; name: string }[] }>(first.context, 'GET', '/roles')
  const roleId = roles.find((role) => role.name === 'approver')?.id
  await send(first.context, 'POST', '/role-assignments', { userId: user.id, roleId })
}, 180_000)
beforeEach(() => {
  calls.length = 0
})
afterAll(async () => {
  await server?.[Symbol.asyncDispose]()
  await slack?.[Symbol.asyncDispose]()
  service.close()
})

test('a plan tells every effect with its values and what would be said to it, and only reads', async () => {
  await using browser = await asOwner()
  const { page, context, faults } = browser
  const id = await made(context, { name: 'Return and refund', steps: refundSteps() })
  await send(context, 'POST', '/policies', {
    name: 'Photos stay',
    answer: 'deny',
    conditions: { classes: ['delete'], workflows: [id] },
  })
  await page.goto(`${server.url}/workflows/${id}`)
  await page.getByText('Erase photos').first().waitFor()
  await page.keyboard.press('p')

  const slip = page.getByRole('region', { name: 'Plan', exact: true })
  await slip.getByText('PLAN, NOTHING DONE YET').waitFor()
  expect(calls).toEqual(['GET /orders/20871'])
  const lines = slip.getByRole('button')
  expect(await lines.allInnerTexts()).toEqual([
    expect.stringMatching(/^Note on order HG-20871 that it comes back[^]*0\.00[^]*Production[^]*allowed/),
    expect.stringMatching(
      /^Refund order HG-20871 to its customer[^]*€129\.00[^]*Production[^]*asks .*because Pay, delete and execute/,
    ),
    expect.stringMatching(/^Erase the photos of order HG-20871[^]*0\.00[^]*denied because Photos stay/),
  ])
  expect(await slip.innerText()).toMatch(/AT MOST EUR\s*€129\.00/)
  expect(await slip.innerText()).toMatch(/Read for this plan\s*Load order/)
  await shoot(page, 'slip')
  expect(await violations(page)).toEqual([])

  const planned = page.locator('.react-flow__node[aria-label*="would do something outside, has not yet"]')
  expect(await planned.count()).toBe(3)
  await lines.nth(1).click()
  await page.getByRole('region', { name: 'Node Refund' }).waitFor()
  await shoot(page, 'selected')

  // What was changed since is said, until it is planned again.
  await page.getByText('Starts with Start').click()
  await page.getByLabel('Items that the trigger gives, as JSON').fill('[1')
  await page.getByText('This is not an object or a list of objects.').waitFor()
  expect(await page.getByRole('button', { name: 'Plan it again' }).isDisabled()).toBe(true)
  await page.getByLabel('Items that the trigger gives, as JSON').fill('[{}, {}]')
  await page.getByText(/what it starts with, has been changed since/).waitFor()
  calls.length = 0
  await page.getByRole('button', { name: 'Plan it again' }).click()
  await slip
    .getByText(/€258\.00/)
    .first()
    .waitFor()
  expect(new Set(calls)).toEqual(new Set(['GET /orders/20871']))

  await page.getByRole('button', { name: 'Plan', exact: true }).click()
  expect(await slip.count()).toBe(0)
  expect(await planned.count()).toBe(0)
  expect(faults).toEqual([])
}, 90_000)

test('a plan that cannot be made says why in words', async () => {
  await using browser = await asOwner()
  const { page, context } = browser
  const id = await made(context, { name: 'No order', steps: refundSteps() })
  await page.goto(`${server.url}/workflows/${id}`)
  await page.route('**/api/v1/workflows/*/plan', (route) =>
    route.fulfill({
      status: 429,
      json: {
        status: 429,
        code: 'plan.plans_busy',
        title: 'x',
        detail: 'As many plans as may be made at once are being made. Try again in a moment.',
      },
    }),
  )
  await page.getByRole('button', { name: 'Plan', exact: true }).click()
  await page.getByText('No plan could be made').waitFor()
  await page.getByText(/Try again in a moment/).waitFor()
  await page.unrouteAll()
  await page.getByText('Starts with Start').click()
  await page.getByRole('button', { name: 'Plan it again' }).click()
  await page.getByText('PLAN, NOTHING DONE YET').waitFor()
}, 60_000)

for (const look of [{ theme: 'dark' }, { phone: true }] as const satisfies readonly Look[]) {
  const name = 'phone' in look ? 'phone' : look.theme
  test(`the slip can be read: ${name}`, async () => {
    await using browser = await asOwner(look)
    const { page, context } = browser
    const id = await made(context, { name: `Refund ${name}`, steps: refundSteps() })
    await page.goto(`${server.url}/workflows/${id}`)
    await page.getByRole('button', { name: 'Plan', exact: true }).click()
    const slip = page.getByRole('region', { name: 'Plan', exact: true })
    await slip.getByText('AT MOST EUR').waitFor()
    await shoot(page, `slip-${name}`)
    expect(await violations(page)).toEqual([])
    expect(await isTooWide(page)).toBe(false)
    await slip.getByRole('button').first().click()
    await page.getByRole('region', { name: 'Node Note it' }).waitFor()
    expect(await slip.isVisible()).toBe(!('phone' in look))
  }, 60_000)
}

test('what touches nothing outside is switched on by one click', async () => {
  await using browser = await asOwner()
  const { page, context } = browser
  await made(context, { name: 'Only pure', steps: [valueStep('one')] })
  await page.goto(`${server.url}/workflows`)
  await page.getByRole('switch', { name: 'Switch Only pure on' }).click({ force: true })
  await page.getByText('Version 1 of Only pure is live').waitFor()
  expect(await page.getByRole('dialog').count()).toBe(0)
}, 60_000)

type Started = { readonly id: string }

/** Starts it as the owner, and waits until it is over. */
async function executed(context: BrowserContext, workflowId: string): Promise<string> {
  const { id } = await send<Started>(context, 'POST', `/workflows/${workflowId}/executions`, { trigger: 'Start' })
  for (const end = Date.now() + 20_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 100))) {
    const { summary } = await send<{ summary: { status: string } }>(context, 'GET', `/executions/${id}`)
    if (summary.status === 'completed') return id
  }
  throw new Error('it did not complete')
}

test('a version that does otherwise than a recording is published only when somebody says that it is meant', async () => {
  await using browser = await asOwner()
  const { page, context, faults } = browser
  const look = call('Look', 'GET', '/orders')
  const id = await made(context, { name: 'Answer orders', steps: [look, valueStep('one')] })
  await page.goto(`${server.url}/workflows`)
  await page.getByRole('switch', { name: 'Switch Answer orders on' }).click({ force: true })
  const dialog = page.getByRole('dialog', { name: 'Publish version 1' })
  await dialog.getByText('No version of it was published before.', { exact: false }).waitFor()
  await dialog.getByText('127.0.0.1', { exact: false }).waitFor()
  await shoot(page, 'publish-first')
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Enter')
  await page.getByText('Version 1 of Answer orders is live').waitFor()

  const executionId = await executed(context, id)
  await page.goto(`${server.url}/executions/${executionId}`)
  await page.getByRole('button', { name: 'Keep as recording' }).click()
  const keeping = page.getByRole('dialog')
  await keeping.getByLabel('What it shows').fill('A usual order')
  await shoot(page, 'keep')
  expect(await violations(page)).toEqual([])
  await keeping.getByRole('button', { name: 'Keep as recording' }).click()
  await page.getByRole('button', { name: 'Recording', exact: true }).waitFor()

  const steps = [look, valueStep('two'), call('Erase', 'DELETE', '/orders/1')]
  await send(context, 'PUT', `/workflows/${id}`, { document: documentOf({ name: 'Answer orders', steps }), baseVersion: 1 })
  await page.goto(`${server.url}/workflows/${id}`)
  await page.getByRole('button', { name: 'Publish', exact: true }).click()
  const second = page.getByRole('dialog', { name: 'Publish version 2' })
  await second.getByText('It does otherwise than the recordings show.').waitFor()
  expect(await second.innerText()).toMatch(/\+\s*Delete\s*New:\s*Erase 127\.0\.0\.1/)
  expect(await second.innerText()).toMatch(/Nodes that are changed\s*Value set\s*parameters\.jsonOutput/)
  await second.getByText('"Value" would give "two"', { exact: false }).waitFor()
  const publish = second.getByRole('button', { name: 'Publish version 2' })
  expect(await publish.isDisabled()).toBe(true)
  await shoot(page, 'publish-differs')
  expect(await violations(page)).toEqual([])
  await second.getByRole('button', { name: 'What exactly' }).click()
  await second.getByRole('row', { name: /Value/ }).first().waitFor()
  await shoot(page, 'publish-report')
  expect(await violations(page)).toEqual([])

  await second.getByLabel('Reason').fill('Orders are answered with two now.')
  await second.getByRole('button', { name: 'Accept these differences' }).click()
  await second.getByText(/^Accepted by Mara Lindqvist, .*Orders are answered with two now\.$/).waitFor()
  await publish.click()
  await page.getByText('Version 2 of Answer orders is live').waitFor()
  expect(calls.filter((one) => one.startsWith('DELETE'))).toEqual([])

  await page.getByRole('button', { name: 'Actions for Answer orders' }).click()
  await page.getByRole('menuitem', { name: 'Recordings' }).click()
  await page.getByRole('button', { name: 'Rehearse now' }).click()
  await page.getByText('Version 2 against the recordings').waitFor()
  await shoot(page, 'recordings')
  expect(await violations(page)).toEqual([])
  await page.getByRole('button', { name: 'Take out “A usual order”' }).click()
  await page.getByText('No recordings yet.', { exact: false }).waitFor()
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'Versions' }).click()
  await page.getByRole('button', { name: 'Compare version 1 with published' }).click()
  await page.getByRole('dialog', { name: 'Version 1 against version 2' }).getByText('Nodes that are gone').waitFor()
  await shoot(page, 'compare')
  expect(await violations(page)).toEqual([])
  expect(faults).toEqual([])
}, 120_000)

const code = (more: string): Step => ({
  name: 'Work it out',
  type: 'code',
  parameters: {
    jsCode: `const order = $json\n// A line that stays.\nconst sum = order.cents\n${more}\nreturn [{ json: { sum } }]`,
  },
})

for (const look of [{ theme: 'dark' }, { phone: true }] as const satisfies readonly Look[]) {
  const name = 'phone' in look ? 'phone' : look.theme
  test(`what a new version changes can be read: ${name}`, async () => {
    await using browser = await asOwner(look)
    const { page, context } = browser
    const title = `Sums ${name}`
    const fetched = call('Look', 'GET', '/orders')
    const id = await made(context, { name: title, steps: [fetched, code('const tax = 1')] })
    await send(context, 'POST', `/workflows/${id}/activate`)
    const executionId = await executed(context, id)
    await send(context, 'PUT', `/workflows/${id}/recordings/${executionId}`, { name: 'A usual order' })
    const steps = [fetched, code('const tax = 2\nconst more = 3')]
    const document = documentOf({ name: title, environment: 'staging', steps })
    await send(context, 'PUT', `/workflows/${id}`, { document, baseVersion: 1 })
    await page.goto(`${server.url}/workflows/${id}`)
    await page.getByRole('button', { name: `Actions for ${title}` }).click()
    await page.getByRole('menuitem', { name: 'Publish version 2' }).click()
    const dialog = page.getByRole('dialog', { name: 'Publish version 2' })
    await dialog.getByText('It does what the recordings show.').waitFor()
    expect(await dialog.locator('del').allTextContents()).toEqual(['const tax = 1', 'production'])
    expect(await dialog.locator('ins').allTextContents()).toEqual(['const tax = 2', 'const more = 3', 'staging'])
    await shoot(page, `publish-${name}`)
    expect(await violations(page)).toEqual([])
    expect(await isTooWide(page)).toBe(false)

    // A plan may take for what effects give what they gave in the last execution.
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('button', { name: 'Plan', exact: true }).click()
    await page.getByText('Nothing would be done outside.').waitFor()
    await page.getByText('Starts with Start').click()
    await page.getByRole('switch', { name: /what they gave last time/ }).click({ force: true })
    const sent = page.waitForRequest((request) => request.url().endsWith('/plan'))
    await page.getByRole('button', { name: 'Plan it again' }).click()
    expect((await sent).postDataJSON()).toMatchObject({ recording: executionId })
    await page.getByText('Nothing would be done outside.').waitFor()
  }, 60_000)
}

test('where a policy asks first, the version waits, is seen to wait, and is published when it is approved', async () => {
  await using asker = await asOwner()
  await using other = await asApprover()
  const { page, context } = asker
  await send(context, 'POST', '/policies', {
    name: 'Review before publishing',
    answer: 'ask',
    conditions: { subjects: ['publish'], environments: ['staging'] },
    asking: { quorum: 1, expiresInMinutes: 60 },
  })
  const id = await made(context, { name: 'Reviewed', environment: 'staging', steps: refundSteps() })
  await page.goto(`${server.url}/workflows`)
  await page.getByRole('switch', { name: 'Switch Reviewed on' }).click({ force: true })
  const dialog = page.getByRole('dialog', { name: 'Publish version 1' })
  await dialog.getByRole('button', { name: 'Publish version 1' }).click()
  await dialog.getByText('Version 1 waits for approval').waitFor()
  await shoot(page, 'waits-dialog')
  expect(await violations(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  const waiting = page.getByRole('link', { name: 'Version 1 waits for approval' })
  await waiting.waitFor()
  await shoot(page, 'waits-list')
  expect(await violations(page)).toEqual([])
  await page.goto(`${server.url}/workflows/${id}`)
  await waiting.waitFor()
  await shoot(page, 'waits-workflow')
  const approvalPath = (await waiting.getAttribute('href')) ?? ''

  await other.page.goto(server.url + approvalPath)
  await other.page.getByRole('heading', { name: /^Publish version 1 of "Reviewed"/ }).waitFor()
  await other.page.getByText('Nodes that are new').waitFor()
  await other.page.getByText('Word for word').waitFor()
  await shoot(other.page, 'waits-approval')
  expect(await violations(other.page)).toEqual([])
  await other.page.getByRole('heading', { level: 2 }).first().click()
  await other.page.keyboard.down('a')
  await other.page.waitForTimeout(1_200)
  await other.page.keyboard.up('a')
  await other.page.getByText(/^You approved this at/).waitFor()

  await page.getByRole('switch', { name: 'Switch Reviewed off' }).waitFor({ state: 'attached' })
  await waiting.waitFor({ state: 'detached' })
  expect([...asker.faults, ...other.faults]).toEqual([])
}, 90_000)

test('the page of Slack says what is missing, takes the keys, and tries them', async () => {
  await using browser = await asOwner()
  const { page, context, faults } = browser
  await page.goto(`${server.url}/settings/slack`)
  await page.getByText('Not set up yet', { exact: false }).waitFor()
  await page.getByText(`${server.url}/slack/interactions/`, { exact: false }).waitFor()
  await shoot(page, 'slack-off')
  expect(await violations(page)).toEqual([])
  const set = (path: string, value: string) => send(context, 'PUT', path, { value, version: 0 })
  await set('/installation/config/slack.api_url', slack.apiUrl)
  await set('/config/slack.bot_token', slack.token)
  await set('/config/slack.signing_secret', slack.signingSecret)
  await page.getByRole('button', { name: /^Channel/ }).click()
  await page.getByRole('dialog').getByLabel('Value').fill('C0APPROVALS')
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await page.keyboard.press('Escape')
  await page.getByText('Approvals are asked for in C0APPROVALS').waitFor()
  slack.trouble.push('invalid_auth')
  await page.getByRole('button', { name: 'Send a test message' }).click()
  await page.getByText('The message could not be sent').waitFor()
  await page.getByRole('button', { name: 'Send a test message' }).click()
  await page.getByText('Slack took it: steward of Harbor Goods writes to the channel.').waitFor()
  await shoot(page, 'slack-on')
  expect(await violations(page)).toEqual([])
  expect(slack.of('chat.postMessage').map(({ body }) => body['channel'])).toEqual(['C0APPROVALS'])
  expect(faults).toEqual([])
}, 90_000)

type Button = { readonly action_id: string; readonly value: string }
type Asked = { readonly value: string; readonly ts: string }

/** The message by which Slack was asked first, as somebody sees it there. */
function askedInSlack(): Asked | undefined {
  const posted = slack.calls.filter(({ method }) => method !== 'auth.test')
  for (const [index, { body }] of posted.entries()) {
    const blocks = (body.blocks ?? []) as readonly { readonly elements?: readonly Button[] }[]
    const approve = blocks.flatMap(({ elements }) => elements ?? []).find((button) => button.action_id === 'approve')
    if (approve !== undefined) return { value: approve.value, ts: `1700000000.${String(index + 1).padStart(6, '0')}` }
  }
  return undefined
}

/** The link that Slack shows to somebody alone whom it does not know yet. */
async function linkFor(context: BrowserContext, user: string): Promise<string> {
  const id = await made(context, { name: `Erase for ${user}`, steps: [call('Erase', 'DELETE', '/orders/1')] })
  await send(context, 'POST', `/workflows/${id}/executions`, { trigger: 'Start' })
  await expect.poll(askedInSlack, { timeout: 30_000 }).toBeDefined()
  const { value = '', ts = '' } = askedInSlack() ?? {}
  const { workspace } = await send<{ workspace: { id: string } }>(context, 'GET', '/session')
  const pressed = await slack.press(`${server.url}/slack/interactions/${workspace.id}`, {
    user,
    actionId: 'approve',
    value,
    message: ts,
  })
  expect(pressed.status).toBe(200)
  const link = () => /\/connect-slack\/[^|>"\\]+/.exec(JSON.stringify(slack.of('chat.postEphemeral').at(-1)?.body) ?? '')?.[0]
  await expect.poll(link, { timeout: 10_000 }).toBeDefined()
  return link() ?? ''
}

test('an account in Slack is connected by its own link, once, after a question; and disconnected again', async () => {
  await using browser = await asOwner()
  const { page, context, faults } = browser
  const path = await linkFor(context, 'U0MARA')
  await page.goto(server.url + path)
  await page.getByText(/decides there in the name of Mara Lindqvist \(mara@example\.com\)/).waitFor()
  await shoot(page, 'slack-connect')
  expect(await violations(page)).toEqual([])
  await page.getByRole('button', { name: 'Connect it' }).click()
  await page.getByText('Go back to Slack and press the button again.').waitFor()

  await page.goto(server.url + path)
  await page.getByRole('button', { name: 'Connect it' }).click()
  await page.getByText('This link does not work any more', { exact: false }).waitFor()
  expect(await page.getByRole('button', { name: 'Connect it' }).isDisabled()).toBe(true)
  await shoot(page, 'slack-dead')
  expect(await violations(page)).toEqual([])

  await page.goto(`${server.url}/settings/profile`)
  await page.getByText('Connected as U0MARA').waitFor()
  await page.getByRole('heading', { name: 'Slack' }).scrollIntoViewIfNeeded()
  await shoot(page, 'slack-profile')
  expect(await violations(page)).toEqual([])
  await page.getByRole('button', { name: 'Disconnect' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click()
  await page.getByText('Not connected.', { exact: false }).waitFor()
  expect(faults).toEqual([])
}, 90_000)
