import { beforeAll, expect, test } from 'vitest'
import { running, type RunningInstallation, until } from '#test/running'
import { readTemplates } from './read-templates.ts'

let steward: RunningInstallation

beforeAll(async () => {
  steward = await running()
  return () => steward[Symbol.asyncDispose]()
})

/** Uses a template and executes the draft as the button on its page does. */
async function execute(key: string) {
  const made = await steward.api('POST', `/templates/${key}/use`, {})
  const { summary, problems } = made.body as unknown as { summary: { id: string }; problems: string[] }
  const id = await steward.begin(summary.id, { usePins: true })
  // It may rest in between.
  const execution = await until(
    () => steward.rested(id),
    ({ summary }) => summary.status !== 'waiting',
  )
  return { problems, execution }
}

test.for(readTemplates().map(({ key }) => key))('%s completes at its first execution, without an account', async (key) => {
  const { problems, execution } = await execute(key)

  expect(problems).toEqual([])
  expect(execution.summary).toMatchObject({ status: 'completed', error: null, inDoubt: 0 })
  // Something came out at the end: a workflow that does nothing completes as well.
  expect(execution.nodes.at(-1)?.itemCounts.outputs[0]).toBeGreaterThan(0)
})

test('what the templates promise is what comes out', async () => {
  const given = async (key: string, node: string) => {
    const { execution } = await execute(key)
    return execution.nodes.find((one) => one.nodeName === node)?.outputs?.[0]?.map((item) => (item as { json: unknown }).json)
  }

  expect(await given('csv-clean-up', 'By name')).toEqual([
    { name: 'Ada Lovelace', email: 'ada@example.com', country: 'DE' },
    { name: 'Ben', email: 'ben@example.com', country: 'FR' },
    { name: 'Cy Young', email: 'cy@example.com', country: 'US' },
  ])
  expect(await given('pdf-text', 'Book it')).toMatchObject([{ invoice: '2026-014', total: 129 }])
  expect(await given('signed-webhook', 'Event')).toEqual([{ event: 'invoice.paid', invoice: '2026-014' }])
  expect(await given('merge-and-enrich', 'Total')).toMatchObject([{ total: 13.5 }, { total: 12 }, { note: 'no such article' }])
  expect(await given('data-quality-report', 'Report')).toEqual([
    { subject: '5 faults in 4 records', text: 'email: 2\nborn: 1\ncountry: 2' },
  ])
})

test('there are at least fourteen, each explained by a note, and their use is counted', async () => {
  const { body } = await steward.api('GET', '/templates')
  const items = body['items'] as { key: string; uses: number; effects: string[] }[]

  expect(items.length).toBeGreaterThanOrEqual(14)
  for (const { document, description, key } of readTemplates()) {
    expect(
      document.nodes.some((node) => node.type === 'note'),
      key,
    ).toBe(true)
    expect(description, key).toMatch(/\.$/)
  }
  const before = items.find(({ key }) => key === 'deduplicate')?.uses ?? 0
  await steward.api('POST', '/templates/deduplicate/use', {})
  const after = (await steward.api('GET', '/templates')).body['items'] as typeof items
  expect(after.find(({ key }) => key === 'deduplicate')?.uses).toBe(before + 1)
  expect(items.find(({ key }) => key === 'approve-before-delete')?.effects).toEqual(['delete'])
})

test('one that is not there is refused, and whoever may only look uses none', async () => {
  expect((await steward.api('GET', '/templates/nothing')).status).toBe(404)
  expect((await steward.api('POST', '/templates/..%2Fpackage/use', {})).status).toBe(400)
  const viewer = await steward.member('viewer')
  const answer = await fetch(`${steward.url}/api/v1/templates/deduplicate/use`, {
    method: 'POST',
    headers: { ...viewer, 'content-type': 'application/json' },
    body: '{}',
  })
  expect(answer.status).toBe(403)
})

test('two drafts of the same template can both be published', async () => {
  const publish = async () => {
    const made = await steward.api('POST', '/templates/webhook-validate-respond/use', {})
    const { summary } = made.body as unknown as { summary: { id: string } }
    return (await steward.api('POST', `/workflows/${summary.id}/activate`)).status
  }

  expect([await publish(), await publish()]).toEqual([200, 200])
})
