import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Opened, openBrowser, owner, setUp, signIn } from './open-browser.ts'
import { linkIn, readMail } from './read-mail.ts'
import { type Server, startServer } from './start-server.ts'
import { violations } from './violations.ts'

let server: Server
beforeAll(async () => {
  server = await startServer()
}, 120_000)
afterAll(async () => {
  await server?.[Symbol.asyncDispose]()
})

const shots = process.env['STEWARD_E2E_SHOTS']

/** Nothing serious for those who cannot see or point; a picture where somebody wants to look. */
async function look({ page, faults }: Opened, name: string): Promise<void> {
  await page.waitForTimeout(150)
  expect(await violations(page), name).toEqual([])
  expect(faults, name).toEqual([])
  if (shots !== undefined) await page.screenshot({ path: `${shots}/${name}.png` })
}

const bo = { name: 'Bo Tran', email: 'bo@example.com', password: 'another sentence that is long' }

test('a person is invited, joins, changes between two workspaces, is given a role, and is shown out', async () => {
  await using mara = await openBrowser()
  await setUp(mara.page, server.url)
  await mara.page.goto(`${server.url}/settings/members`)
  await mara.page.getByText(owner.email).first().waitFor()

  // Invite: of several addresses each is told of.
  await mara.page.getByRole('button', { name: 'Invite people' }).click()
  await mara.page.getByLabel('E-mail addresses').fill(`${bo.email}, ${owner.email}`)
  await look(mara, 'invite')
  await mara.page.getByRole('button', { name: 'Send 2 invitations' }).click()
  await mara.page.getByText('Is a member already').waitFor()
  await mara.page.getByRole('button', { name: 'Done' }).click()
  await mara.page.getByText('Open until').waitFor()
  await look(mara, 'members')

  // Accept as a new person, by the mail.
  const link = linkIn(await readMail(server, bo.email), '/invitation')
  await using his = await openBrowser()
  await his.page.goto(link)
  await his.page.getByRole('heading', { name: 'Join My workspace' }).waitFor()
  await look(his, 'invitation')
  await his.page.getByLabel('Your name').fill(bo.name)
  await his.page.getByLabel('Password', { exact: true }).fill(bo.password)
  await his.page.getByRole('button', { name: 'Make the account and join' }).click()
  const switcher = (browser: Opened, name: string) => browser.page.getByRole('button', { name: `${name} Steward` })
  await switcher(his, 'My workspace').waitFor()
  await his.page.goto(link)
  await his.page.getByText('does not hold any more').waitFor()

  // A workspace of his own: everything on the page belongs to it, and the next visit begins there.
  await his.page.goto(`${server.url}/workflows`)
  await switcher(his, 'My workspace').click()
  await his.page.getByRole('button', { name: 'New workspace' }).click()
  await his.page.getByLabel('Name').fill('Bo’s lab')
  await his.page.getByRole('button', { name: 'Create the workspace' }).click()
  await switcher(his, 'Bo’s lab').waitFor()
  await his.page.goto(`${server.url}/settings/members`)
  await his.page.getByText(bo.email).first().waitFor()
  expect(await his.page.getByText(owner.email).count()).toBe(0)
  await switcher(his, 'Bo’s lab').click()
  await look(his, 'switcher')
  await his.page.getByRole('button', { name: 'My workspace 2 members' }).click()
  await switcher(his, 'My workspace').waitFor()

  // The role is his at the next request: an editor has no button to invite, an admin has.
  await his.page.goto(`${server.url}/settings/members`)
  await his.page.getByText(owner.email).first().waitFor()
  expect(await his.page.getByRole('button', { name: 'Invite people' }).count()).toBe(0)
  await mara.page.reload()
  await mara.page.getByRole('combobox', { name: `Role of ${bo.name}` }).click()
  await mara.page.getByRole('option', { name: 'Admin' }).click()
  await mara.page.getByText(`${bo.name} is Admin now`).waitFor()
  await his.page.reload()
  await his.page.getByRole('button', { name: 'Invite people' }).waitFor()

  // Shown out, he goes on in his own.
  await mara.page.getByRole('button', { name: `Remove ${bo.name}` }).click()
  await mara.page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await mara.page.getByText(`${bo.name} is no member any more`).waitFor()
  await his.page.goto(`${server.url}/workflows`)
  await switcher(his, 'Bo’s lab').waitFor()
}, 120_000)

test('whoever has an account finds an invitation in the switcher, and a link from outside leads to the right workspace', async () => {
  await using mara = await openBrowser()
  await signIn(mara.page, server.url)
  await mara.page.goto(`${server.url}/settings/members`)
  await mara.page.getByRole('button', { name: 'Invite people' }).click()
  await mara.page.getByLabel('E-mail addresses').fill(bo.email)
  await mara.page.getByRole('button', { name: 'Send the invitation' }).click()
  await mara.page.getByRole('button', { name: 'Done' }).click()
  await mara.page
    .getByRole('button', { name: `More ${bo.email}` })
    .first()
    .click()
  await mara.page.getByRole('menuitem', { name: 'Copy a link' }).click()
  await mara.page.getByText('It is shown once').waitFor()
  await look(mara, 'link')
  await mara.page.getByRole('button', { name: 'Done' }).click()

  await using his = await openBrowser()
  await his.page.goto(`${server.url}/sign-in`)
  await his.page.getByLabel('Email').fill(bo.email)
  await his.page.getByLabel('Password', { exact: true }).fill(bo.password)
  await his.page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await his.page.getByRole('button', { name: /1 invitation/ }).click()
  await his.page.getByText('invites you as Editor').waitFor()
  await look(his, 'invited')
  await his.page.getByRole('button', { name: 'Accept' }).click()
  await his.page.getByRole('button', { name: 'My workspace Steward' }).waitFor()

  const { items } = (await his.page.evaluate(async () => (await fetch('/api/v1/workspaces')).json())) as {
    items: { id: string; name: string }[]
  }
  const lab = items.find((one) => one.name === 'Bo’s lab')?.id ?? ''
  await his.page.goto(`${server.url}/executions?workspace=${lab}`)
  await his.page.getByRole('button', { name: 'Bo’s lab Steward' }).waitFor()
  expect(his.page.url()).toBe(`${server.url}/executions`)
}, 90_000)

test('the profile is kept, the workspace is deleted with care and brought back', async () => {
  await using mara = await openBrowser()
  const { page } = mara
  await signIn(page, server.url)
  await page.goto(`${server.url}/settings/workspace`)
  await page.getByLabel('Industry').fill('Bakery')
  await page.getByLabel('Description').fill('Bread and rolls')
  await page.getByRole('button', { name: 'Save', exact: true }).first().click()
  await page.getByText('Saved').first().waitFor()
  await page.getByRole('button', { name: 'Add hours on Monday' }).click()
  await page.getByRole('button', { name: 'Add a holiday' }).click()
  await page.getByLabel('Date').fill('2026-12-25')
  await Promise.all([
    page.waitForResponse((answer) => answer.request().method() === 'PATCH' && answer.ok()),
    page.getByRole('button', { name: 'Save', exact: true }).last().click(),
  ])
  await page.getByLabel('Choose a picture').setInputFiles({
    name: 'evil.png',
    mimeType: 'image/png',
    buffer: Buffer.from('<svg onload="alert(1)"/>'),
  })
  await page.getByText(/it is no PNG, JPEG or WebP/).waitFor()
  await page.reload()
  await page.getByLabel('From, Monday').waitFor()
  expect(await page.getByLabel('Industry').inputValue()).toBe('Bakery')
  await look(mara, 'general')

  await page.getByRole('button', { name: 'Delete the workspace' }).click()
  const dialog = page.getByRole('dialog')
  const deed = dialog.getByRole('button', { name: 'Delete the workspace' })
  expect(await deed.isDisabled()).toBe(true)
  await dialog.getByLabel('Write the name of the workspace').fill('My workspace')
  await look(mara, 'delete')
  await deed.click()
  await page.getByText('My workspace is deleted').waitFor()
  await page.getByRole('button', { name: /Choose another workspace/ }).click()
  await page.getByText(/Gone for good on/).waitFor()
  await look(mara, 'deleted')
  await page.getByRole('button', { name: 'Restore My workspace' }).click()
  await page.getByText('My workspace is back').waitFor()
}, 90_000)

test('on a phone and in the dark it is the same', async () => {
  await using phone = await openBrowser({ theme: 'dark', phone: true })
  await signIn(phone.page, server.url)
  await phone.page.getByRole('button', { name: 'More' }).click()
  await phone.page
    .getByRole('menuitem', { name: /workspace/i })
    .first()
    .click()
  await phone.page.getByRole('dialog').getByText('New workspace').waitFor()
  await look(phone, 'phone-switcher')
  await phone.page.goto(`${server.url}/settings/members`)
  await phone.page.getByText(owner.email).first().waitFor()
  await look(phone, 'phone-members')
  await phone.page.goto(`${server.url}/settings/workspace`)
  await phone.page.getByLabel('Industry').waitFor()
  await look(phone, 'phone-general')
  expect(await phone.page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
}, 60_000)
