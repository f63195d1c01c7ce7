import { readFile } from 'node:fs/promises'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { targetDatabase, type TargetDatabase } from '../server/test/governed-database.ts'
import { type Look, openBrowser, type Opened, setUp } from './open-browser.ts'
import { readMail } from './read-mail.ts'
import { type Server, startServer } from './start-server.ts'
import { violations } from './violations.ts'

const shots = process.env['STEWARD_E2E_SHOTS']
/** For what has been asked for to be seen. */
const patienceMs = 25_000
const password = 'a sentence that is long'
const developer = { name: 'Aiko Tanaka', email: 'aiko@example.com' }
const manager = { name: 'Jonas Weber', email: 'jonas@example.com' }

type Cookies = Awaited<ReturnType<BrowserContext['cookies']>>
type Account = { readonly userId: string; readonly cookies: Cookies }

let server: Server
let target: TargetDatabase
let owner: Account
let aiko: Account
let jonas: Account

const shoot = async (page: Page, name: string) => {
  if (shots !== undefined) await page.screenshot({ path: `${shots}/queries-${name}.png` })
}

async function send<T>(context: BrowserContext, method: string, path: string, data?: unknown): Promise<T> {
  const more = data === undefined ? {} : { data }
  const answer = await context.request.fetch(`${server.url}/api/v1${path}`, { method, headers: { origin: server.url }, ...more })
  if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`)
  return (answer.status() === 204 ? undefined : await answer.json()) as T
}

/** Another browser in which somebody is signed in: who signs in many times in a minute is told to wait. */
async function as({ cookies }: Account, look: Look = {}): Promise<Opened> {
  const browser = await openBrowser(look)
  await browser.context.addCookies(cookies)
  browser.page.setDefaultTimeout(patienceMs)
  return browser
}

type WithUser = { readonly user: { readonly id: string } }
type Named = { readonly items: readonly { readonly id: string; readonly name: string }[] }

async function join(host: BrowserContext, { name, email }: typeof developer): Promise<Account> {
  await send(host, 'POST', '/invitations', { emails: [email], role: 'viewer' })
  const token = /\/invitation[/#]([\w-]{20,})/.exec(await readMail(server, email))?.[1]
  await using browser = await openBrowser()
  const { context } = browser
  await send(context, 'POST', '/invitations/accept', { token, account: { name, password } })
  await send(context, 'POST', '/session', { email, password })
  const { user } = await send<WithUser>(context, 'GET', '/session')
  return { userId: user.id, cookies: await context.cookies() }
}

const people = `-- Who has ordered
SELECT p.id, p.name, p.email, o.total
FROM   people p
JOIN   orders o ON o.person_id = p.id
ORDER BY o.id
LIMIT  217;`

/** Types into the editor as a person does, in place of what is there. */
async function write(page: Page, text: string): Promise<void> {
  const editor = page.getByRole('textbox', { name: 'Text of the query' })
  await editor.click()
  await page.keyboard.press('Control+A')
  await page.keyboard.insertText(text)
}

async function choose(page: Page): Promise<void> {
  // The list of queries has a box of this name too.
  await page.getByRole('heading', { level: 1, name: 'New query' }).waitFor()
  await page.getByRole('combobox', { name: 'Database server' }).click()
  await page.getByRole('option', { name: /^orders_prod/ }).click()
}

/** Asks through the page for what is typed; resolves at its own page. */
async function ask(page: Page, text: string, why: string): Promise<string> {
  await page.goto(`${server.url}/queries/new`)
  await page.getByRole('heading', { name: 'New query' }).waitFor()
  if (await page.getByRole('button', { name: 'Discard the draft' }).isVisible())
    await page.getByRole('button', { name: 'Discard the draft' }).click()
  await choose(page)
  await write(page, text)
  await page.getByLabel('Why is it needed?').fill(why)
  await page.getByRole('button', { name: 'Submit', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: why }).waitFor()
  return new URL(page.url()).pathname
}

const approve = async (page: Page, path: string) => {
  await page.goto(server.url + path)
  await page.getByRole('button', { name: 'Approve', exact: false }).first().click()
}

const becomes = (page: Page, word: string) => page.locator('header [data-state]', { hasText: word }).waitFor()

beforeAll(async () => {
  const [started, database] = await Promise.all([startServer(), targetDatabase()])
  server = started
  target = database
  await using first = await openBrowser()
  const { page, context } = first
  await setUp(page, server.url)
  const { user } = await send<WithUser>(context, 'GET', '/session')
  owner = { userId: user.id, cookies: await context.cookies() }
  aiko = await join(context, developer)
  jonas = await join(context, manager)
  const { items: roles } = await send<Named>(context, 'GET', '/roles')
  const roleId = roles.find(({ name }) => name === 'developer')?.id
  await send(context, 'POST', '/role-assignments', { userId: aiko.userId, roleId })
  const pod = await send<{ id: string }>(context, 'POST', '/pods', { name: 'Orders' })
  await send(context, 'PUT', `/pods/${pod.id}/members/${aiko.userId}`, { isManager: false })
  await send(context, 'PUT', `/pods/${pod.id}/members/${jonas.userId}`, { isManager: true })
}, 180_000)
afterAll(async () => {
  await server?.[Symbol.asyncDispose]()
  await target?.[Symbol.asyncDispose]()
})

test('whoever manages databases adds one, tests it, masks a column and looks at a few rows', async () => {
  await using browser = await as(owner)
  const { page, faults } = browser
  await page.goto(`${server.url}/settings/instances`)
  await page.getByRole('button', { name: 'Add a server' }).click()
  const form = page.getByRole('dialog')
  await form.getByRole('button', { name: 'Save' }).click()
  await form.getByText('It needs a name.').first().waitFor()
  await form.getByLabel('Name', { exact: true }).fill('orders_prod')
  await form.getByRole('combobox', { name: 'POD' }).click()
  await page.getByRole('option', { name: 'Orders' }).click()
  await form.getByLabel('Databases').fill(target.database)
  await form.getByLabel('Host', { exact: true }).fill(target.host)
  await form.getByLabel('Port', { exact: true }).fill(String(target.port))
  await form.getByRole('combobox', { name: 'Encrypted connection' }).click()
  await page.getByRole('option', { name: 'No', exact: true }).click()
  const reads = form.getByRole('group', { name: 'Login for reads' })
  await reads.getByLabel('User').fill(target.reader.user)
  await reads.getByRole('textbox', { name: 'Password' }).fill(target.reader.password)
  await form.getByRole('switch', { name: 'Changes are possible' }).check()
  const changes = form.getByRole('group', { name: 'Login for changes' })
  await changes.getByLabel('User').fill(target.writer.user)
  await changes.getByRole('textbox', { name: 'Password' }).fill(target.writer.password)
  await shoot(page, 'instance-form')
  expect(await violations(page)).toEqual([])
  await form.getByRole('button', { name: 'Save' }).click()
  const health = page.getByRole('dialog', { name: 'Connection of orders_prod' })
  await health.getByText('Primary, for changes').waitFor()
  expect(await health.getByText('Reachable', { exact: true }).count()).toBe(2)
  await shoot(page, 'instance-health')
  await health.getByRole('button', { name: 'Close' }).click()

  await page.getByRole('button', { name: 'Change orders_prod' }).click()
  const masks = page.getByRole('group', { name: 'Masked columns' })
  await masks.getByRole('combobox', { name: 'Mask a column' }).fill('email')
  await page.getByRole('option', { name: 'public.people.email' }).click()
  await masks.getByText('public.people.email').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await page.getByRole('dialog', { name: 'Connection of orders_prod' }).getByRole('button', { name: 'Close' }).click()
  await page.getByText('1 masked column').waitFor()
  await page.getByText('Reachable', { exact: true }).waitFor()
  await shoot(page, 'instances')
  expect(await violations(page)).toEqual([])

  // Where queries are asked about, rows are not shown past that.
  await page.getByRole('link', { name: 'Schema of orders_prod' }).click()
  await page.getByRole('button', { name: /people/ }).click()
  await page.getByRole('button', { name: 'Show a few rows' }).click()
  await page.getByText('Rows of this instance are not shown without a query that is allowed.').waitFor()
  const { instance } = await send<{ instance: { id: string } }>(browser.context, 'POST', '/instances', {
    kind: 'postgresql',
    name: 'orders_dev',
    environment: 'development',
    host: target.host,
    port: target.port,
    databases: [target.database],
    tls: { mode: 'off' },
    readLogin: target.reader,
    masked: [{ schema: null, table: 'people', column: 'email' }],
  })
  await page.goto(`${server.url}/queries/schema/${instance.id}`)
  await page.getByRole('button', { name: /people/ }).click()
  await page.getByRole('button', { name: 'Show a few rows' }).click()
  const rows = page.getByRole('region', { name: 'Rows of people' })
  await rows.getByRole('cell', { name: 'Person 1', exact: true }).waitFor()
  expect(await rows.getByText('••••').count()).toBeGreaterThan(0)
  expect(await rows.getByText('@example.com').count()).toBe(0)
  await shoot(page, 'schema')
  expect(await violations(page)).toEqual([])
  expect(faults).toEqual([])
}, 120_000)

test('a developer asks, the manager of the POD approves, and the result arrives and is downloaded', async () => {
  await using mine = await as(aiko)
  await using theirs = await as(jonas, { theme: 'dark' })
  const { page } = mine
  await page.goto(`${server.url}/queries`)
  await page.getByText('Nobody has asked for a query yet').waitFor()
  await page.getByRole('link', { name: 'New query' }).click()
  await choose(page)
  await write(page, people)
  const review = page.getByRole('complementary', { name: 'Review' })
  await review.getByText('Reads only').waitFor()
  await review.getByText('Personal data: people.email').waitFor()
  await review.getByText(/^Asks /).waitFor()
  await page.getByLabel('Why is it needed?').fill('Who has ordered\nFor the weekly call with Finance.')
  // What was typed is there after a mishap.
  await page.waitForTimeout(500)
  await page.reload()
  await page.getByText('This is your draft from before.').waitFor()
  await page.getByRole('textbox', { name: 'Text of the query' }).getByText('Who has ordered').waitFor()
  await review.getByText(/^Asks /).waitFor()
  await shoot(page, 'new')
  expect(await violations(page)).toEqual([])
  await page.getByRole('textbox', { name: 'Text of the query' }).click()
  await page.keyboard.press('Control+Enter')
  await page.getByRole('heading', { level: 1, name: 'Who has ordered' }).waitFor()
  const path = new URL(page.url()).pathname
  await becomes(page, 'Pending')
  // Whoever asked is told why the decision is not theirs.
  await page
    .getByText(/whoever asked|who asked|own/i)
    .first()
    .waitFor()
  expect(await page.getByRole('button', { name: 'Approve' }).count()).toBe(0)
  await shoot(page, 'pending-own')
  expect(await violations(page)).toEqual([])

  await theirs.page.goto(server.url + path)
  await theirs.page.getByRole('button', { name: 'Approve' }).waitFor()
  await shoot(theirs.page, 'pending-decider-dark')
  expect(await violations(theirs.page)).toEqual([])
  await theirs.page.getByRole('button', { name: 'Approve' }).click()

  await becomes(page, 'Completed')
  const grid = page.getByRole('region', { name: 'Result' })
  await grid.getByRole('cell', { name: 'Person 2', exact: true }).first().waitFor()
  expect(await grid.getByText('@example.com').count()).toBe(0)
  expect(await grid.getByText('••••').count()).toBeGreaterThan(5)
  await page.getByText(/217 rows · .* · 1 column masked/).waitFor()
  await page.getByText(/Locked, sealed [0-9a-f]{4}…[0-9a-f]{4}/).waitFor()
  await page.getByText(/Jonas Weber, POD Orders/).waitFor()
  // The last row is fetched and drawn only when somebody goes there.
  await grid.focus()
  await page.keyboard.press('End')
  await grid.evaluate((element) => element.scrollTo(0, element.scrollHeight))
  await page.waitForTimeout(300)
  await grid.evaluate((element) => element.scrollTo(0, element.scrollHeight))
  await grid.getByRole('cell', { name: '217', exact: true }).waitFor()
  await grid.evaluate((element) => element.scrollTo(0, 0))
  await page.getByPlaceholder('Say something about it').fill('Fine on the replica.')
  await page.getByRole('button', { name: 'Comment' }).click()
  await page.getByRole('listitem').filter({ hasText: 'Fine on the replica.' }).waitFor()
  await shoot(page, 'completed')
  expect(await violations(page)).toEqual([])

  await page.getByRole('button', { name: 'Export' }).click()
  const downloading = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: /^CSV/ }).click()
  const file = await readFile(await (await downloading).path(), 'utf8')
  expect(file.trim().split('\r\n')).toHaveLength(218)
  expect(file).toContain('••••')
  expect(file).not.toContain('@example.com')

  for (const tab of ['Plan', 'Messages', 'History']) {
    await page.getByRole('tab', { name: tab }).click()
    await page.getByRole('tabpanel').waitFor()
    expect(await violations(page)).toEqual([])
    await shoot(page, `tab-${tab.toLowerCase()}`)
  }
  await page.getByText('Jonas Weber approved').waitFor()
  expect([...mine.faults, ...theirs.faults]).toEqual([])
}, 120_000)

test('a masked column is refused in a condition, in words and before it is submitted', async () => {
  await using browser = await as(aiko)
  const { page } = browser
  await page.goto(`${server.url}/queries/new`)
  await choose(page)
  await write(page, "select id from people where email = 'secret1@example.com'")
  const review = page.getByRole('complementary', { name: 'Review' })
  await review.getByText('Refused, whoever approves it').waitFor()
  await review.getByText(/email/).first().waitFor()
  await shoot(page, 'refused')
  await page.getByRole('button', { name: 'Submit', exact: true }).click()
  await page.getByText('It was not submitted').waitFor()
  expect(new URL(page.url()).pathname).toBe('/queries/new')
  expect(await violations(page)).toEqual([])
}, 60_000)

test('a manager rejects with a reason, which the developer reads', async () => {
  await using mine = await as(aiko)
  await using theirs = await as(jonas)
  const path = await ask(mine.page, 'delete from orders where id = 1', 'Clean up an order')
  await theirs.page.goto(server.url + path)
  await theirs.page.getByLabel('Reason', { exact: true }).fill('Orders are never deleted')
  await theirs.page.getByRole('button', { name: 'Reject' }).click()
  await becomes(mine.page, 'Rejected')
  await mine.page.getByText('Jonas Weber rejected it').waitFor()
  await mine.page.getByText('Orders are never deleted').first().waitFor()
  await shoot(mine.page, 'rejected')
  expect(await violations(mine.page)).toEqual([])
  expect(await target.query('select from orders where id = 1')).toHaveLength(1)
}, 60_000)

test('a change is approved, executed, and taken back except where somebody has changed it since', async () => {
  await using mine = await as(aiko)
  await using theirs = await as(jonas)
  const { page } = mine
  const path = await ask(page, "update orders set note = 'checked' where id in (5, 6)", 'Mark two orders')
  await approveRisky(theirs.page, path)
  await becomes(page, 'Completed')
  await page.getByText('2 rows changed').first().waitFor()
  expect(await target.query("select id from orders where note = 'checked'")).toHaveLength(2)
  await target.query("update orders set note = 'sent' where id = 6")

  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Undo what it changed' }).click()
  await page.getByText('2 rows in orders_prod').waitFor()
  await page.getByText('Rows that somebody has changed since stay as they are').waitFor()
  await shoot(page, 'undo')
  expect(await violations(page)).toEqual([])
  await page.getByRole('button', { name: 'Ask to undo it' }).click()
  await page.getByRole('heading', { level: 1, name: /^Undo of/ }).waitFor()
  await approveRisky(theirs.page, new URL(page.url()).pathname)
  await becomes(page, 'Completed')
  await page.getByRole('region', { name: 'Result' }).getByText('changed since, so left as it is').waitFor()
  await shoot(page, 'undone')
  expect(await target.query('select id, note from orders where id in (5, 6) order by id')).toEqual([
    { id: 5, note: null },
    { id: 6, note: 'sent' },
  ])
}, 120_000)

async function approveRisky(page: Page, path: string): Promise<void> {
  await page.goto(server.url + path)
  const button = page.getByRole('button', { name: 'Approve' })
  await button.waitFor()
  await button.press('Enter')
  const sure = page.getByRole('dialog').getByRole('button', { name: 'Approve' })
  await Promise.race([sure.waitFor(), button.waitFor({ state: 'detached' })])
  if (await sure.isVisible()) await sure.click()
}

test('an approved query is changed only by voiding the approval, and one that runs long is stopped', async () => {
  await using mine = await as(aiko)
  await using theirs = await as(jonas)
  const { page } = mine
  const slow = 'select count(*) from generate_series(1, 1000000) a, generate_series(1, 1000000) b'
  await page.goto(`${server.url}/queries/new`)
  await choose(page)
  await write(page, 'select 1')
  await page.getByLabel('Why is it needed?').fill('Count something')
  await page.getByLabel('Not before').fill(localTime(new Date(Date.now() + 2 * 3_600_000)))
  await page.getByRole('button', { name: 'Submit', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: 'Count something' }).waitFor()
  const path = new URL(page.url()).pathname
  await approve(theirs.page, path)
  await becomes(page, 'Approved')
  await page.getByText('It is executed on').waitFor()

  await page.getByRole('link', { name: 'Edit' }).click()
  await page.getByText('A change voids the approval').waitFor()
  await write(page, slow)
  await page.getByLabel('Not before').fill('')
  await page.getByRole('button', { name: 'Submit the change' }).click()
  await becomes(page, 'Pending')
  await approveRisky(theirs.page, path)
  await becomes(page, 'Executing')
  await shoot(page, 'executing')
  await page.getByRole('button', { name: 'Stop it' }).click()
  await becomes(page, 'Cancelled')
  const left = await target.query(
    "select from pg_stat_activity where query like '%generate_series(1, 1000000)%' and pid <> pg_backend_pid()",
  )
  expect(left).toEqual([])
}, 120_000)

const localTime = (time: Date): string => new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)

test('standing access is asked for, given by somebody else, counted down and used', async () => {
  await using mine = await as(aiko)
  await using theirs = await as(jonas)
  const { page } = mine
  await page.goto(`${server.url}/queries/access`)
  await page.getByText('You have no standing access').waitFor()
  await page.getByRole('button', { name: 'Ask for access' }).click()
  const form = page.getByRole('dialog')
  await form.getByRole('button', { name: 'Ask' }).click()
  await form.getByText('Say why.').waitFor()
  await form.getByRole('combobox', { name: 'Database server' }).click()
  await page.getByRole('option', { name: /^orders_prod/ }).click()
  await form.getByLabel('What is it for?').fill('An incident with refunds')
  await form.getByRole('button', { name: 'Ask' }).click()
  await page.getByText('Waits', { exact: true }).waitFor()

  await theirs.page.goto(`${server.url}/queries/access?tab=decide`)
  await theirs.page.getByRole('button', { name: 'Give: Aiko Tanaka' }).click()
  expect(await violations(theirs.page)).toEqual([])
  await theirs.page.getByRole('dialog').getByRole('button', { name: 'Give' }).click()
  await theirs.page.getByText('Nothing waits for you').waitFor()

  await page.reload()
  await page.getByText('Holds', { exact: true }).waitFor()
  await page.getByText(/3 h 59 m left/).waitFor()
  await shoot(page, 'access')
  expect(await violations(page)).toEqual([])
  await ask(page, 'select count(*) from orders', 'How many are there')
  await becomes(page, 'Completed')
  await page.getByText('By standing access').waitFor()
}, 60_000)

test('who may only look sees neither the result of others nor a way to ask', async () => {
  await using host = await as(owner)
  const noor = await join(host.context, { name: 'Noor Haddad', email: 'noor@example.com' })
  await using browser = await as(noor)
  const { page } = browser
  await page.goto(`${server.url}/queries`)
  await page.getByRole('link', { name: 'Who has ordered' }).click()
  await page.getByText('The result is not for you').waitFor()
  expect(await page.getByRole('button', { name: 'Export' }).count()).toBe(0)
  await page.goto(`${server.url}/queries/new`)
  await page.getByText('You cannot submit queries').waitFor()
  await page.goto(`${server.url}/settings/instances`)
  await page.getByText('You cannot manage databases').waitFor()
}, 60_000)

for (const look of [{ theme: 'light' }, { theme: 'dark' }, { theme: 'light', phone: true }] as const) {
  const name = 'phone' in look ? 'phone' : look.theme
  test(`the pages of queries can be used by everybody, ${name}`, async () => {
    await using browser = await as(aiko, look)
    const { page, faults } = browser
    const found: string[] = []
    const visit = async (path: string, what: string, ready: () => Promise<unknown>) => {
      await page.goto(server.url + path)
      await ready()
      found.push(...(await violations(page)))
      await shoot(page, `${what}-${name}`)
    }
    const link = page.getByRole('link', { name: 'Who has ordered' })
    await visit('/queries', 'list', () => link.waitFor())
    const path = (await link.getAttribute('href')) ?? ''
    await visit(path, 'page', () => page.getByRole('region', { name: 'Result' }).waitFor())
    if ('phone' in look) {
      await page.getByRole('region', { name: 'Result' }).scrollIntoViewIfNeeded()
      await shoot(page, 'page-below-phone')
    }
    await visit(`/queries/new?from=${path.split('/').at(-1)}`, 'copy', () => page.getByText('Reads only').first().waitFor())
    await visit('/queries/access', 'access', () => page.getByText('Holds', { exact: true }).waitFor())
    expect(found).toEqual([])
    expect(faults).toEqual([])
  }, 60_000)
}
