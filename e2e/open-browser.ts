import { type Browser, type BrowserContext, type Page, chromium } from 'playwright-core'

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export type Look = { readonly theme?: 'light' | 'dark'; readonly phone?: boolean }
export type Opened = AsyncDisposable & {
  readonly page: Page
  readonly context: BrowserContext
  /** What the page complained about: thrown errors and what the content security policy stopped. */
  readonly faults: readonly string[]
}

const executable = process.env['STEWARD_E2E_CHROMIUM'] ?? '/usr/bin/chromium'

let running: Promise<Browser> | undefined

/** One browser for every file of a worker; it ends with the worker. One that has crashed is followed by another. */
async function startedBrowser(): Promise<Browser> {
  const browser = await (running ??= chromium.launch({ executablePath: executable, args: flags }))
  if (browser.isConnected()) return browser
  running = undefined
  return await startedBrowser()
}

/** For a program of its own, which would wait for the browser; a test's worker takes it along when it ends. */
export async function closeBrowser(): Promise<void> {
  await (await running)?.close()
}

/** A fresh profile with a page, closed at the end of the block: nothing of another test is in it. */
export async function openBrowser({ theme = 'light', phone = false }: Look = {}): Promise<Opened> {
  const browser = await startedBrowser()
  const context = await browser.newContext({
    viewport: phone ? { width: 390, height: 844 } : { width: 1440, height: 900 },
    colorScheme: theme,
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) faults.push(message.text())
  })
  return { page, context, faults, [Symbol.asyncDispose]: () => context.close() }
}

export const owner = { name: 'Mara Lindqvist', email: 'mara@example.com', password: 'a sentence that is long' }

/** Makes the owner of an empty installation through the page, as a person does. */
export async function setUpByHand(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await page.getByLabel('Your name').fill(owner.name)
  await page.getByLabel('Email').fill(owner.email)
  await page.getByLabel('Password', { exact: true }).fill(owner.password)
  await page.getByRole('button', { name: 'Create the owner' }).click()
  await startPage(page)
}

/** Where `setUpByHand` leads, by the call that its page makes. */
export async function setUp(page: Page, url: string): Promise<void> {
  const answer = await page.request.post(`${url}/api/v1/setup`, { data: owner, headers: { origin: url } })
  if (!answer.ok()) throw new Error(`no owner was made: ${answer.status()} ${await answer.text()}`)
  await page.goto(url)
  await startPage(page)
}

const startPage = (page: Page) =>
  page
    .getByRole('heading', { level: 1 })
    .filter({ hasText: /workflow/i })
    .waitFor()

export async function signIn(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/sign-in`)
  await page.getByLabel('Email').fill(owner.email)
  await page.getByLabel('Password', { exact: true }).fill(owner.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await startPage(page)
}

type Dropped = { readonly name: string; readonly content: string }

/** Drops files onto the page, as from the file manager. */
export async function drop(page: Page, files: readonly Dropped[]): Promise<void> {
  const transfer = await page.evaluateHandle((dropped) => {
    const made = new DataTransfer()
    for (const { name, content } of dropped) made.items.add(new File([content], name, { type: 'application/json' }))
    return made
  }, files)
  await page.locator('#content h1').dispatchEvent('drop', { dataTransfer: transfer })
}
