import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { drop, openBrowser, owner, setUpByHand, signIn } from './open-browser.ts'
import { type Server, startServer } from './start-server.ts'

const refund = await readFile(join(import.meta.dirname, 'fixture/refund.n8n.json'), 'utf8')
const hook = JSON.stringify({
  name: 'Answer a call',
  nodes: [
    {
      id: 'h',
      name: 'Call',
      type: 'n8n-nodes-base.webhook',
      typeVersion: 2,
      position: [0, 0],
      webhookId: 'e2e-answer',
      parameters: { httpMethod: 'POST', path: 'e2e-answer', responseMode: 'lastNode', options: {} },
    },
    {
      id: 's',
      name: 'Greet',
      type: 'n8n-nodes-base.set',
      typeVersion: 3.4,
      position: [220, 0],
      parameters: {
        assignments: { assignments: [{ id: '1', name: 'text', value: '=Hello {{ $json.body.name }}', type: 'string' }] },
        options: {},
      },
    },
  ],
  connections: { Call: { main: [[{ node: 'Greet', type: 'main', index: 0 }]] } },
  settings: { executionOrder: 'v1' },
})

let server: Server | undefined
let url = ''
beforeAll(async () => {
  server = await startServer('own')
  url = server.url
}, 120_000)
afterAll(async () => {
  await server?.[Symbol.asyncDispose]()
})

test('a first visitor becomes the owner, drops an n8n file, runs it, watches it and reads the execution', async () => {
  await using browser = await openBrowser()
  const { page, faults } = browser
  await setUpByHand(page, url)

  await drop(page, [
    { name: 'refund.json', content: refund },
    { name: 'broken.json', content: '{ "nodes": [' },
    { name: 'readme.md', content: 'not a workflow' },
  ])
  await page.getByText('1 workflow found').waitFor()
  expect(await page.getByText(/not valid JSON/).count()).toBe(1)
  await page.getByRole('button', { name: 'Import 1 workflow' }).click()

  await page.getByRole('heading', { level: 1, name: 'Refund over €50' }).waitFor()
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await page.locator('.react-flow__node [data-state="completed"]', { hasText: 'One by one' }).waitFor()
  // The node after it rests for some seconds, so what is seen now is the execution on its way.
  await page.locator('.react-flow__node [data-state="waiting"]', { hasText: 'Rest a little' }).waitFor()
  await page.locator('.react-flow__node [data-state="completed"]', { hasText: 'Work out' }).waitFor()
  await page.getByText('true 2').waitFor()

  await page.locator('.react-flow__node', { hasText: 'One by one' }).focus()
  await page.keyboard.press('Enter')
  const panel = page.getByRole('region', { name: 'Node One by one' })
  await panel.getByText('HG-20873').first().waitFor()
  await panel.getByText('Schema').last().click()
  await panel.getByRole('gridcell', { name: 'customer', exact: true }).waitFor()

  await page.getByRole('link', { name: 'Open the execution' }).click()
  await page.getByRole('button', { name: /^Completed Work out/ }).waitFor()
  await page.getByRole('button', { name: /^Completed Work out/ }).click()
  await page.getByText('12900').first().waitFor()
  expect(faults).toEqual([])
})

test('a wrong password is refused in words and the right one leads to where the person wanted to go', async () => {
  await using browser = await openBrowser()
  const { page } = browser

  await page.goto(`${url}/executions?status=completed`)
  await page.getByLabel('Email').fill(owner.email)
  await page.getByLabel('Password', { exact: true }).fill('not the password')
  await page.getByRole('button', { name: 'Sign in' }).click()
  const refusal = await page.getByRole('alert').textContent()
  await page.getByLabel('Password', { exact: true }).fill(owner.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { level: 1, name: 'Executions' }).waitFor()

  expect(refusal).toMatch(/password/i)
  expect(page.url()).toContain('/executions?status=completed')
})

test('a webhook is switched on in the list, answers, and is switched off again', async () => {
  await using browser = await openBrowser()
  const { page, faults } = browser
  await signIn(page, url)
  await drop(page, [{ name: 'hook.json', content: hook }])
  await page.getByRole('button', { name: 'Import 1 workflow' }).click()
  await page.getByRole('heading', { level: 1, name: 'Answer a call' }).waitFor()
  const call = () =>
    fetch(`${url}/webhook/e2e-answer`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"name":"Aino"}',
    })
  expect((await call()).status).toBe(404)

  await page.goto(`${url}/workflows`)
  await page.getByRole('switch', { name: 'Switch Answer a call on' }).click({ force: true })
  await page.getByRole('switch', { name: 'Switch Answer a call off' }).waitFor({ state: 'attached' })
  const answer = await call()
  expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('Hello Aino')])

  await page.getByRole('switch', { name: 'Switch Answer a call off' }).click({ force: true })
  await page.getByRole('switch', { name: 'Switch Answer a call on' }).waitFor({ state: 'attached' })
  expect((await call()).status).toBe(404)
  expect(faults).toEqual([])
})

test('a key shows its secret once and a revoked one is refused', async () => {
  await using browser = await openBrowser()
  const { page } = browser
  await signIn(page, url)

  await page.goto(`${url}/settings/api-keys`)
  await page.getByRole('button', { name: 'New key' }).click()
  await page.getByLabel('What is it for?').fill('Test')
  await page.getByRole('button', { name: 'Create key' }).click()
  const secret = (await page.locator('[role=dialog] code').textContent()) ?? ''
  await page.getByRole('button', { name: 'I have copied it' }).click()
  const ask = () => fetch(`${url}/api/v1/workflows`, { headers: { authorization: `Bearer ${secret}` } })
  expect((await ask()).status).toBe(200)

  await page.getByRole('button', { name: 'Actions of Test' }).click()
  await page.getByRole('menuitem', { name: 'Revoke' }).click()
  await page.getByRole('button', { name: 'Revoke', exact: true }).click()
  await page.getByText('No keys yet').waitFor()
  expect((await ask()).status).toBe(401)
})
