import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Look, openBrowser, type Opened, setUp } from './open-browser.ts'
import { readMail } from './read-mail.ts'
import { type Server, startServer } from './start-server.ts'
import { violations } from './violations.ts'

let server: Server & { folder: string }
const shots = process.env['STEWARD_E2E_SHOTS']
const password = 'a sentence that is long'
const viewer = { name: 'Noor Haddad', email: 'noor@example.com' }

const shoot = async (page: Page, name: string) => {
  if (shots !== undefined) await page.screenshot({ path: `${shots}/roles-${name}.png` })
}

async function send(context: BrowserContext, method: string, path: string, data?: unknown): Promise<unknown> {
  const more = data === undefined ? {} : { data }
  const answer = await context.request.fetch(`${server.url}/api/v1${path}`, { method, headers: { origin: server.url }, ...more })
  if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`)
  return answer.status() === 204 ? undefined : await answer.json()
}

let ownerCookies: Awaited<ReturnType<BrowserContext['cookies']>> = []
let viewerCookies: typeof ownerCookies = []

/** A browser in which the viewer is signed in. */
async function asViewer(look: Look = {}): Promise<Opened> {
  const browser = await openBrowser(look)
  await browser.context.addCookies(viewerCookies)
  return browser
}

/** Another browser with the session of the owner: who signs in many times in a minute is told to wait. */
const asOwner = async (look: Look = {}): Promise<Opened> => {
  const browser = await openBrowser(look)
  await browser.context.addCookies(ownerCookies)
  return browser
}

const document = {
  steward: 1,
  name: 'Order sync',
  nodes: [{ id: 'a', name: 'Start', type: 'manual_trigger', version: 1, position: [0, 0], parameters: {}, settings: {} }],
  edges: [],
  settings: { executionOrder: 'v1' },
}

beforeAll(async () => {
  server = await startServer()
  await using first = await openBrowser()
  await setUp(first.page, server.url)
  await send(first.context, 'POST', '/workflows', { document })
  await send(first.context, 'POST', '/invitations', { emails: [viewer.email], role: 'viewer' })
  ownerCookies = await first.context.cookies()
  const token = /\/invitation[/#]([\w-]{20,})/.exec(await readMail(server, viewer.email))?.[1]
  await using second = await openBrowser()
  await send(second.context, 'POST', '/invitations/accept', { token, account: { name: viewer.name, password } })
  await send(second.context, 'POST', '/session', { email: viewer.email, password })
  viewerCookies = await second.context.cookies()
}, 180_000)
afterAll(async () => {
  await server?.[Symbol.asyncDispose]()
})

test('a role is made of sentences, given for a time, works at once, and is taken away again', async () => {
  await using owner = await asOwner()
  await using other = await asViewer()
  const { page } = owner
  await other.page.goto(`${server.url}/workflows`)
  await other.page.getByText('Order sync').waitFor()
  expect(await other.page.getByRole('button', { name: 'Import', exact: true }).count()).toBe(0)

  await page.goto(`${server.url}/settings/roles`)
  await page.getByRole('region', { name: 'Roles' }).waitFor()
  await page.getByRole('button', { name: 'New role' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Support')
  await page.getByLabel('What is it for?').fill('Looks after what has failed')
  await page.getByLabel('Make, change and delete workflows').check()
  await page.getByRole('button', { name: 'Make the role' }).click()
  await page.getByText('Nobody has this role.').waitFor()

  await page.getByRole('combobox', { name: 'Member' }).fill('Noor')
  await page.getByRole('option', { name: /Noor Haddad/ }).click()
  await page.getByRole('combobox', { name: 'Until when?' }).click()
  await page.getByRole('option', { name: 'A week' }).click()
  await page.getByRole('button', { name: 'Give the role' }).click()
  await page.getByText(/by the role Support, given by Mara Lindqvist, until/).waitFor()
  await shoot(page, 'drawer')
  expect(await violations(page)).toEqual([])

  await other.page.reload()
  await other.page.getByRole('button', { name: 'Import', exact: true }).waitFor()

  await page.getByRole('button', { name: 'Take away from Noor Haddad' }).click()
  await page.getByRole('button', { name: 'Take away', exact: true }).click()
  await page.getByText('Nobody has this role.').waitFor()
  await other.page.reload()
  await other.page.getByText('Order sync').waitFor()
  expect(await other.page.getByRole('button', { name: 'Import', exact: true }).count()).toBe(0)
  expect([...owner.faults, ...other.faults]).toEqual([])
}, 120_000)

test('two people change one role: the second is told and loses nothing of the first', async () => {
  await using owner = await asOwner()
  const { page, context } = owner
  const role = (await send(context, 'POST', '/roles', { name: 'Night shift', permissions: [] })) as { id: string }
  await page.goto(`${server.url}/settings/roles`)
  await page.getByRole('button', { name: /^Night shift/ }).click()
  await page.getByRole('button', { name: 'Change', exact: true }).click()
  await page.getByLabel('Name', { exact: true }).fill('Late shift')

  await send(context, 'PATCH', `/roles/${role.id}`, { revision: 1, permissions: ['audit:read'] })
  await page.getByRole('button', { name: 'Save' }).click()

  await page.getByText(/Somebody changed the role after you opened it/).waitFor()
  const { items } = (await send(context, 'GET', '/roles')) as { items: { id: string; name: string; permissions: string[] }[] }
  expect(items.find(({ id }) => id === role.id)).toMatchObject({ name: 'Night shift', permissions: ['audit:read'] })
}, 60_000)

test('a pod is made, gets people and a manager, and it can be told who decides for it', async () => {
  await using owner = await asOwner()
  const { page } = owner
  await page.goto(`${server.url}/settings/pods`)
  await page.getByRole('button', { name: 'New pod' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Payments')
  await page.getByRole('button', { name: 'Make the pod' }).click()
  await page.getByText('Nobody is in this pod.').waitFor()

  await page.getByRole('combobox', { name: 'Member' }).fill('Noor')
  await page.getByRole('option', { name: /Noor Haddad/ }).click()
  await page.getByRole('button', { name: 'Put in' }).click()
  await page.getByRole('switch', { name: 'Manager: Noor Haddad' }).click()
  await page.getByRole('switch', { name: 'Manager: Noor Haddad', checked: true }).waitFor()
  await shoot(page, 'pod-drawer')
  expect(await violations(page)).toEqual([])

  await page.goto(`${server.url}/settings/roles`)
  await page.getByText('Who may what').click()
  await page.getByRole('combobox', { name: 'To do this' }).click()
  await page.getByRole('option', { name: 'Approve or refuse database queries' }).click()
  await page.getByRole('combobox', { name: 'On what belongs to' }).click()
  await page.getByRole('option', { name: 'Payments' }).click()
  await page.getByText(/by managing the pod Payments, given by Mara Lindqvist/).waitFor()
  await shoot(page, 'who-may')
  expect(await violations(page)).toEqual([])
  expect(owner.faults).toEqual([])
}, 60_000)

test('who may only look is offered nothing that would be refused', async () => {
  await using browser = await asViewer()
  const { page, faults } = browser
  const refused: string[] = []
  page.on('response', (response) => {
    if (response.status() === 403) refused.push(response.url())
  })
  const buttons = (name: RegExp) => page.getByRole('button', { name }).count()

  await page.goto(`${server.url}/workflows`)
  await page.getByText('Order sync').waitFor()
  expect(await page.getByRole('switch', { name: /Order sync/ }).isDisabled()).toBe(true)
  await shoot(page, 'viewer-workflows')
  await page.getByRole('link', { name: 'Order sync' }).click()
  await page.getByRole('heading', { level: 1, name: 'Order sync' }).waitFor()
  expect([await buttons(/^Run/), await buttons(/^Settings$/), await buttons(/^Save$/)]).toEqual([0, 0, 0])
  await shoot(page, 'viewer-workflow')
  for (const path of ['executions', 'connections', 'queue', 'effects', 'settings/retention', 'settings/roles', 'settings/pods']) {
    await page.goto(`${server.url}/${path}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(await buttons(/^New |^Save$|^Import$/)).toBe(0)
    expect(await violations(page)).toEqual([])
  }

  expect([refused, faults]).toEqual([[], []])
}, 120_000)

const looks: readonly (Look & { readonly name: string })[] = [
  { name: 'light', theme: 'light' },
  { name: 'dark', theme: 'dark' },
  { name: 'phone', theme: 'light', phone: true },
]

for (const look of looks) {
  test(`the pages of roles and pods are fit for everybody: ${look.name}`, async () => {
    await using browser = await asOwner(look)
    const { page, faults } = browser

    await page.goto(`${server.url}/settings/roles`)
    await page.getByText('Support').first().waitFor()
    await shoot(page, `roles-${look.name}`)
    expect(await violations(page)).toEqual([])
    await page.getByText('Who may what').click()
    await page.getByText('as Owner of the workspace').waitFor()
    await shoot(page, `who-${look.name}`)
    expect(await violations(page)).toEqual([])
    await page.getByRole('radiogroup', { name: 'Roles' }).getByText('Roles', { exact: true }).click()
    await page.getByRole('button', { name: /^Support/ }).click()
    await page.getByText('Nobody has this role.').waitFor()
    await shoot(page, `drawer-${look.name}`)
    await page.getByRole('button', { name: 'Change', exact: true }).click()
    await page.getByRole('button', { name: 'Save', exact: true }).waitFor()
    await shoot(page, `form-${look.name}`)
    expect(await violations(page)).toEqual([])
    await page.goto(`${server.url}/settings/pods`)
    await page.getByRole('button', { name: 'Payments' }).waitFor()
    await shoot(page, `pods-${look.name}`)
    expect(await violations(page)).toEqual([])
    const [wide, shown] = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = globalThis.document.documentElement
      return [scrollWidth, clientWidth] as const
    })
    expect(wide).toBeLessThanOrEqual(shown)
    expect(faults).toEqual([])
  }, 60_000)
}
