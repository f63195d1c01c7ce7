import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { documentOf } from './erasing-workflow.ts'
import { type Look, openBrowser, type Opened, setUp } from './open-browser.ts'
import { readMail } from './read-mail.ts'
import { type Server, startServer } from './start-server.ts'
import { violations } from './violations.ts'

const shots = process.env['STEWARD_E2E_SHOTS']
const approver = { name: 'Noor Haddad', email: 'noor@example.com', password: 'a sentence that is long' }

/** The service outside, which remembers how often it was called. */
const calls: string[] = []
const service = createServer((request, response) => {
  calls.push(`${request.method} ${request.url}`)
  response.setHeader('content-type', 'application/json')
  response.end('{"deleted":true}')
})

let server: Server
let workflowId = ''
let ownerCookies: Awaited<ReturnType<BrowserContext['cookies']>> = []
let approverCookies: typeof ownerCookies = []

const shoot = async (page: Page, name: string) => {
  if (shots !== undefined) await page.screenshot({ path: `${shots}/approvals-${name}.png` })
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

type Listed = { readonly items: readonly { readonly id: string; readonly subject: { readonly executionId: string } }[] }

/** Starts the workflow as the owner, and waits until somebody is asked. */
async function askedFor(context: BrowserContext): Promise<{ executionId: string; approvalId: string }> {
  const { id } = await send<{ id: string }>(context, 'POST', `/workflows/${workflowId}/executions`, {})
  for (const end = Date.now() + 20_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 100))) {
    const { items } = await send<Listed>(context, 'GET', `/approvals?executionId=${id}&state=pending`)
    if (items[0] !== undefined) return { executionId: id, approvalId: items[0].id }
  }
  throw new Error('nobody was asked')
}

/** The way of the first mail to the approver whose link has something left to decide. */
async function openLink(): Promise<string> {
  for (;;) {
    const path = /\/approve\/([\w-]{20,})/.exec(await readMail(server, approver.email))
    if (path?.[1] === undefined) continue
    const answer = await fetch(`${server.url}/api/v1/approval-links/${path[1]}`)
    if (!answer.ok) continue
    const { approval } = (await answer.json()) as { approval: { state: string } }
    if (approval.state === 'pending') return path[0]
  }
}

beforeAll(async () => {
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
  server = await startServer()
  await using first = await openBrowser()
  await setUp(first.page, server.url)
  const address = `http://127.0.0.1:${(service.address() as AddressInfo).port}`
  const made = await send<{ summary: { id: string } }>(first.context, 'POST', '/workflows', { document: documentOf(address) })
  workflowId = made.summary.id
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
  service.close()
})

/** High risk takes a second of holding; whatever takes none is done by then. */
async function holdKey(page: Page, key: string): Promise<void> {
  await page.keyboard.down(key)
  await page.waitForTimeout(1_200)
  await page.keyboard.up(key)
}

test('what deletes waits for somebody else, who approves it by keyboard, and then it happens once', async () => {
  await using asker = await asOwner()
  await using other = await asApprover()
  const { page } = other
  await page.goto(`${server.url}/approvals`)
  await page.getByRole('heading', { name: 'Nothing waits for you' }).waitFor()

  const { executionId, approvalId } = await askedFor(asker.context)
  await page.getByRole('heading', { name: 'Erase order HG-20871 for good' }).waitFor()
  const card = page.getByRole('article')
  expect(await card.getByRole('listitem').allTextContents()).toEqual(
    expect.arrayContaining([expect.stringMatching(/DELETE|\/orders\/20871/)]),
  )
  await page.getByRole('link', { name: /Approvals 1 waits for you/ }).waitFor()
  // A dot before it says that there is something unread.
  expect(await page.title()).toMatch(/^\W*\(1\) Approvals · Steward$/)
  await shoot(page, 'card')
  expect(await violations(page)).toEqual([])

  await asker.page.goto(`${server.url}/approvals/${approvalId}?tab=all`)
  await asker.page.getByText('You asked for this yourself, so somebody else decides about it.').waitFor()
  expect(await asker.page.getByRole('button', { name: /^Approve/ }).count()).toBe(0)
  await shoot(asker.page, 'may-not')
  expect(calls).toEqual([])

  // While somebody types, letters are letters.
  await page.getByLabel('Reason').fill('')
  await page.getByLabel('Reason').pressSequentially('a r')
  await page.getByLabel('Reason').fill('I looked at the order.')
  await page.getByRole('heading', { level: 2 }).first().click()
  await holdKey(page, 'a')

  await page.getByText(/^You approved this at \d\d:\d\d\.$/).waitFor()
  await shoot(page, 'approved')
  await asker.page.getByText(/^Noor Haddad approved this at \d\d:\d\d\.$/).waitFor()
  await asker.page.goto(`${server.url}/executions/${executionId}`)
  await asker.page.getByText('Completed', { exact: true }).first().waitFor()
  expect(calls).toEqual(['DELETE /orders/20871'])
  expect([...asker.faults, ...other.faults]).toEqual([])
}, 120_000)

test('what is rejected is not done, and the execution says who said so and why', async () => {
  await using asker = await asOwner()
  await using other = await asApprover()
  const { executionId, approvalId } = await askedFor(asker.context)
  await asker.page.goto(`${server.url}/executions/${executionId}`)
  await asker.page.getByRole('region', { name: 'Somebody is asked' }).waitFor()
  await asker.page.getByText('Waits for approval').waitFor()
  await shoot(asker.page, 'execution')
  expect(await violations(asker.page)).toEqual([])
  await asker.page.goto(`${server.url}/executions/${executionId}?tab=canvas`)
  await asker.page.locator('.react-flow__node [data-state="waiting"]', { hasText: 'Asks' }).waitFor()
  await shoot(asker.page, 'canvas')

  await other.page.goto(`${server.url}/approvals/${approvalId}`)
  await other.page.getByLabel('Reason').fill('The order is still disputed.')
  await other.page.getByRole('button', { name: /^Reject/ }).click()
  await other.page.getByText(/^You rejected this at/).waitFor()

  await asker.page.goto(`${server.url}/executions/${executionId}`)
  await asker.page
    .getByText(/The order is still disputed\./)
    .first()
    .waitFor()
  expect(calls).toEqual([])
}, 90_000)

test('who comes too late is told who decided', async () => {
  await using asker = await asOwner()
  await using other = await asApprover()
  const { approvalId } = await askedFor(asker.context)
  const { page } = other
  await page.goto(`${server.url}/approvals/${approvalId}`)
  await page.getByRole('button', { name: /^Reject/ }).waitFor()
  // The page is cut off from what happens meanwhile, as one that was left open in a train.
  await page.route('**/api/v1/approvals**', (route) => (route.request().method() === 'GET' ? route.abort() : route.continue()))
  await page.route('**/api/v1/events**', (route) => route.abort())
  await send(asker.context, 'POST', `/approvals/${approvalId}/withdrawal`, {})

  await page.getByRole('button', { name: /^Reject/ }).click()
  await page.getByText('It was not taken').waitFor()
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  await page.getByText(/^Mara Lindqvist withdrew this at/).waitFor()
  await shoot(page, 'late')
  expect(calls).toEqual([])
}, 90_000)

test('a link in a mail decides once, for somebody who is not signed in', async () => {
  await using asker = await asOwner()
  await askedFor(asker.context)
  const path = await openLink()
  await using stranger = await openBrowser()
  const { page } = stranger
  await page.goto(server.url + path)
  await page.getByText('This link decides in the name of Noor Haddad').waitFor()
  await page.getByRole('heading', { name: 'Erase order HG-20871 for good' }).waitFor()
  await shoot(page, 'link')
  expect(await violations(page)).toEqual([])

  // A short press by keyboard asks before it approves what carries a high risk; the way out has the focus.
  await page.getByRole('button', { name: /^Approve/ }).focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Approve' }).click()
  await page.getByText('Recorded in the name of Noor Haddad.').waitFor()
  await expect.poll(() => calls).toEqual(['DELETE /orders/20871'])

  await page.reload()
  await page.getByText('This link does not work any more').waitFor()
  await shoot(page, 'link-used')
  expect(await violations(page)).toEqual([])
  expect(stranger.faults).toEqual([])
}, 90_000)

test('a policy is made from choices, read as a sentence, tried on the past, and holds at once', async () => {
  await using browser = await asOwner()
  const { page, context, faults } = browser
  await page.goto(`${server.url}/policies`)
  await page.getByText(/^Pay, delete and execute .*in production ask: 1 person who may decide, within 7 days\.$/).waitFor()
  await shoot(page, 'policies')
  expect(await violations(page)).toEqual([])

  await page.getByRole('button', { name: 'New policy' }).click()
  await page.getByLabel('Name', { exact: true }).fill('No deleting at all')
  await page.getByText('Deny', { exact: true }).click()
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await page.getByText('Delete in production is denied.').waitFor()
  const tryIt = page.getByRole('button', { name: 'Try it' })
  await tryIt.click()
  await page.getByText(/Would have denied \d+ times? in the last 7 days\./).waitFor()
  await page.getByText(/of them (was|were) answered otherwise/).waitFor()
  await shoot(page, 'trial')
  expect(await violations(page)).toEqual([])
  await page.getByRole('button', { name: 'Make the policy' }).click()
  await page.getByRole('button', { name: 'No deleting at all' }).waitFor()
  await shoot(page, 'made')

  const { id } = await send<{ id: string }>(context, 'POST', `/workflows/${workflowId}/executions`, {})
  await page.goto(`${server.url}/executions/${id}`)
  await page.getByRole('tab', { name: 'Timeline' }).waitFor()
  await shoot(page, 'denied')
  await page
    .getByText(/No deleting at all/)
    .first()
    .waitFor()
  expect(calls).toEqual([])
  await page.goto(`${server.url}/policies`)
  await page.getByRole('switch', { name: 'No deleting at all holds' }).click({ force: true })
  await page.getByText('No deleting at all does not hold any more').waitFor()
  expect(faults).toEqual([])
}, 90_000)

test('two people change one policy: the second keeps what was typed and chooses', async () => {
  await using browser = await asOwner()
  const { page, context } = browser
  const policy = await send<{ id: string }>(context, 'POST', '/policies', {
    name: 'Mails at night',
    answer: 'ask',
    conditions: { classes: ['send'] },
    asking: { quorum: 1, expiresInMinutes: 60 },
  })
  await page.goto(`${server.url}/policies`)
  await page.getByRole('button', { name: 'Mails at night' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Mails on Sundays')
  await send(context, 'PATCH', `/policies/${policy.id}`, { version: 1, name: 'Mails in the evening' })

  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('Somebody changed this policy after you opened it').waitFor()
  await page.getByText(/“Mails in the evening”: Send asks/).waitFor()
  await shoot(page, 'conflict')
  expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Mails on Sundays')
  await page.getByRole('button', { name: 'Save mine over it' }).click()
  await page.getByRole('button', { name: 'Mails on Sundays' }).waitFor()
}, 60_000)

test('who may only read policies sees them and cannot change them', async () => {
  await using browser = await asApprover()
  const { page } = browser
  await page.goto(`${server.url}/policies`)
  await page.getByRole('button', { name: 'Pay, delete and execute in production' }).click()
  await page.getByText('Only who may manage policies can change them.').waitFor()
  expect(await page.getByLabel('Name', { exact: true }).isDisabled()).toBe(true)
  expect(await page.getByRole('button', { name: 'New policy' }).count()).toBe(0)
}, 60_000)

for (const look of [{ theme: 'dark' }, { phone: true }] as const satisfies readonly Look[]) {
  const name = 'phone' in look ? 'phone' : look.theme
  test(`an emergency is let through by who may, is looked at by somebody else, and can be read: ${name}`, async () => {
    await using breaker = await asOwner(look)
    await using other = await asApprover(look)
    const { approvalId } = await askedFor(breaker.context)
    await other.page.goto(`${server.url}/approvals/${approvalId}`)
    await other.page.getByRole('button', { name: /^Approve/ }).waitFor()
    await shoot(other.page, `card-${name}`)
    expect(await violations(other.page)).toEqual([])
    const { page } = breaker
    await page.goto(`${server.url}/approvals/${approvalId}`)
    await page.getByRole('button', { name: 'Other answers' }).click()
    await page.getByRole('menuitem', { name: 'Break the glass' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Break the glass' }).click()
    await dialog.getByText('Without a reason the glass stays whole.').waitFor()
    await dialog.getByLabel('Why can it not wait?').fill('The shop is down.')
    await shoot(page, `glass-${name}`)
    expect(await violations(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Break the glass' }).click()
    await page.getByText(/^You broke the glass at/).waitFor()
    await expect.poll(() => calls).toEqual(['DELETE /orders/20871'])

    await other.page.goto(`${server.url}/approvals?tab=review`)
    await other.page.getByRole('list', { name: 'Approvals' }).getByRole('link').first().click()
    await other.page.getByLabel('What did you look at?').fill('The order and the alarm.')
    await shoot(other.page, `review-${name}`)
    await other.page.getByRole('button', { name: 'It was right', exact: true }).click()
    await other.page.getByText(/^Noor Haddad looked at it at .*: it was right\.$/).waitFor()
    await other.page.goto(`${server.url}/approvals`)
    await shoot(other.page, `inbox-${name}`)
    await page.goto(`${server.url}/policies`)
    await page.getByRole('button', { name: 'Mails on Sundays' }).waitFor()
    await shoot(page, `policies-${name}`)
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: 'Mails on Sundays' }).click()
    await page.getByText('Who decides').waitFor()
    await shoot(page, `policy-${name}`)
    expect(await violations(page)).toEqual([])
  }, 90_000)
}
