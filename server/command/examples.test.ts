import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { readWorkflowFile } from '#engine/document'
import { catalog } from '#nodes'
import { givenWorkflow } from '#test/given-workflow'
import { runCommand } from './run.ts'

type Line = {
  readonly file: string
  readonly status: string
  readonly error: unknown
  readonly answer?: unknown
  readonly nodes: Record<string, { readonly outputs: readonly (readonly { readonly json: Record<string, unknown> }[])[] }[]>
}

const root = join(import.meta.dirname, '../..')
const files = globSync('examples/*.json', { cwd: root }).toSorted()
const lines = new Map<string, Line>()
let exitCode: number

async function runExamples(...argv: string[]): Promise<{ code: number; lines: Line[] }> {
  let out = ''
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((out += text as string), true))
  const code = await runCommand([...argv, '--json'])
  vi.restoreAllMocks()
  const parsed = out.split('\n').filter((line) => line.startsWith('{'))
  return { code, lines: parsed.map((line) => JSON.parse(line) as Line) }
}

beforeAll(async () => {
  const { code, lines: printed } = await runExamples(...files.map((file) => join(root, file)))
  for (const line of printed) lines.set(line.file.replaceAll('\\', '/').split('/').at(-1) ?? '', line)
  exitCode = code
}, 60_000)

afterEach(() => void vi.restoreAllMocks())

test('a query of a governed database is refused where there is no installation', async () => {
  const parameters = { instance: 'Orders', database: 'shop', text: 'select 1' }
  const document = givenWorkflow([
    { name: 'Start', type: 'manual_trigger', to: { Ask: [0, 0] } },
    { name: 'Ask', type: 'database_query', parameters },
  ])
  const folder = mkdtempSync(join(tmpdir(), 'steward-run-'))
  writeFileSync(join(folder, 'ask.json'), JSON.stringify(document))

  const { code, lines: printed } = await runExamples(join(folder, 'ask.json'))
  rmSync(folder, { recursive: true })

  expect(code).toBe(1)
  expect(printed[0]?.error).toMatchObject({ message: expect.stringContaining('Here are no instances to query') as string })
})

/** The items that a node gave in all its executions, on one output. */
const given = (file: string, node: string, output = 0) =>
  (lines.get(file)?.nodes[node] ?? []).flatMap(({ outputs }) => (outputs[output] ?? []).map((item) => item.json))

test('every example completes', () => {
  const said = [...lines].map(([file, { status, error }]) => ({ file, status, error }))

  expect(said).toEqual(
    files.map((file) => ({ file: file.replaceAll('\\', '/').slice('examples/'.length), status: 'completed', error: null })),
  )
  expect(exitCode).toBe(0)
})

test('orders leave in three lanes, the biggest first', () => {
  expect(given('order-triage.json', 'Biggest first').map(({ id, lane }) => [id, lane])).toEqual([
    ['A-104', 'call'],
    ['A-101', 'call'],
    ['A-103', 'check'],
    ['A-102', 'ship'],
  ])
})

test('the report adds up per region', () => {
  expect(given('sales-report.json', 'Report')).toEqual([
    { report: 'West: 2000 EUR from 1 sale\nNorth: 1650 EUR from 2 sales\nSouth: 950 EUR from 2 sales' },
  ])
})

test('each lead with an address is there once', () => {
  expect(given('deduplicate-leads.json', 'Each person once')).toEqual([
    { name: 'Ada Lovelace', email: 'ada@example.com' },
    { name: 'Ben', email: 'ben@example.com' },
  ])
})

test('overdue invoices are reminded of firmly or in a friendly way', () => {
  expect(given('invoice-reminders.json', 'Firm')).toMatchObject([
    { number: '2026-009', message: 'Ben, invoice 2026-009 is 49 days overdue. Please pay by 27 March 2026.' },
  ])
  expect(given('invoice-reminders.json', 'Friendly')).toMatchObject([{ number: '2026-014', overdue: { days: 4 } }])
})

test('a list is worked through two at a time', () => {
  expect(given('loop-in-batches.json', 'Prepare').map(({ name, batch }) => [name, batch])).toEqual([
    ['Ada', 1],
    ['Ben', 1],
    ['Cy', 2],
    ['Dee', 2],
    ['Eve', 3],
  ])
  expect(given('loop-in-batches.json', 'Count')).toEqual([{ total: 5 }])
})

test('orders get their price, unknown articles stay', () => {
  expect(given('enrich-orders.json', 'Total').map(({ order, total, say }) => [order, total, say])).toEqual([
    [1, 13.5, '4.5'],
    [2, 12, '12'],
    [3, null, 'no price known'],
  ])
})

test('what is new today is found', () => {
  expect(given('compare-with-yesterday.json', 'In one item')).toEqual([{ newUsers: ['cy', 'dee'] }])
})

test('a failing item leaves by the error output', () => {
  expect(given('error-output.json', 'In Fahrenheit').map(({ sensor, fahrenheit }) => [sensor, fahrenheit])).toEqual([
    ['a', 70.7],
    ['c', 66.2],
  ])
  expect(given('error-output.json', 'To be looked at')).toMatchObject([
    { todo: expect.stringContaining('Sensor b says "broken"') as string },
  ])
})

test('a workflow calls another and goes on with what it gives', () => {
  expect(given('sub-workflow.json', 'Label')).toEqual([{ label: 'tea: 4.52 EUR' }, { label: 'mug: 11.90 EUR' }])
})

test('leads get a score and an owner', () => {
  expect(given('lead-scoring.json', 'Score').map(({ name, score }) => [name, score])).toEqual([
    ['Ada', 90],
    ['Ben', 0],
    ['Cy', 50],
  ])
  expect(given('lead-scoring.json', 'To sales').map(({ name }) => name)).toEqual(['Ada', 'Cy'])
})

test('the digest holds the three longest waits', () => {
  expect(given('schedule-digest.json', 'Digest')).toEqual([
    { subject: '3 tickets wait', text: '#9 No coffee (55 h)\n#7 Printer on fire (30 h)\n#11 Door stuck (12 h)' },
  ])
})

test('the health check says up or down, and does not fail', () => {
  const [said] = [...given('health-check.json', 'Up'), ...given('health-check.json', 'Down')]

  expect(['up', 'down']).toContain(said?.['state'])
})

test('a webhook is answered with what was worked out from its body', async () => {
  const file = join(root, 'examples/webhook-answer.json')

  const { lines: printed } = await runExamples(file, '--input', '{"body":{"article":"tea","count":20}}')

  expect(printed[0]).toMatchObject({ status: 'completed' })
  expect(printed[0]?.nodes['With discount']?.[0]?.outputs[0]?.[0]?.json).toMatchObject({
    article: 'tea',
    count: 20,
    total: 81,
    discount: '10 %',
  })
})

test('the workflow of the bench prices a booking', async () => {
  const file = join(root, 'examples/bench/webhook.json')

  const { lines: printed } = await runExamples(file, '--input', '{"body":{"guest":"Ada","nights":6}}')

  expect(printed[0]?.nodes['Confirm']?.[0]?.outputs[0]?.[0]?.json).toEqual({
    guest: 'Ada',
    price: 480,
    room: 'suite',
    text: 'Dear Ada, your suite costs 480',
  })
})

test('every example has a description and a line in the list, and uses nothing unknown', () => {
  const list = readFileSync(join(root, 'examples/README.md'), 'utf8')
  expect(files.length).toBeGreaterThanOrEqual(12)
  for (const file of files) {
    const read = readWorkflowFile(readFileSync(join(root, file), 'utf8'), catalog)
    if ('problem' in read) throw new Error(`${file}: ${read.problem}`)
    const [{ document, notices } = { document: undefined, notices: [] }] = read.workflows

    expect(document?.description, file).toMatch(/\.$|'$/)
    expect(notices, file).toEqual([])
    expect(list).toContain(`(${file.replaceAll('\\', '/').slice('examples/'.length)})`)
    expect(
      document?.nodes.filter((node) => node.type !== 'note' && catalog.get(node.type) === undefined),
      file,
    ).toEqual([])
  }
})
