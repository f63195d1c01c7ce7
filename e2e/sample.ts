import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BrowserContext } from 'playwright-core'

/** What an installation in use holds: workflows, executions that went well and not, and somebody who is asked. */
export type Sample = { readonly workflow: string; readonly completed: string; readonly failed: string; readonly waiting: string }

type Summary = { readonly id: string; readonly status: string }

const refund = await readFile(join(import.meta.dirname, 'fixture/refund.n8n.json'), 'utf8')

/** Fills an installation by the API, as the owner whose cookies the context has. */
export async function makeSample(context: BrowserContext, url: string): Promise<Sample> {
  const send = async <T>(method: string, path: string, data?: unknown): Promise<T> => {
    const answer = await context.request.fetch(`${url}/api/v1${path}`, {
      method,
      headers: { origin: url },
      ...(data === undefined ? {} : { data }),
    })
    if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`)
    return (answer.status() === 204 ? null : await answer.json()) as T
  }
  const run = async (id: string, wanted: readonly string[]): Promise<string> => {
    const { id: executionId } = await send<Summary>('POST', `/workflows/${id}/executions`, {})
    for (let tries = 0; tries < 300; tries += 1) {
      const { summary } = await send<{ summary: Summary }>('GET', `/executions/${executionId}`)
      if (wanted.includes(summary.status)) return executionId
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    throw new Error(`execution ${executionId} never came to be ${wanted.join(' or ')}`)
  }
  const draw = async (document: unknown) =>
    (await send<{ summary: { id: string } }>('POST', '/workflows', { document })).summary.id
  const { lines } = await send<{ lines: { workflowId?: string | null }[] }>('POST', '/workflows/import', {
    files: [{ file: 'refund.json', content: refund }],
  })
  const workflow = lines[0]?.workflowId
  if (workflow == null) throw new Error('the sample was not imported')
  const [failing, asking] = [await draw(failingDocument), await draw(askingDocument(url))]
  return {
    workflow,
    completed: await run(workflow, ['completed']),
    failed: await run(failing, ['failed']),
    waiting: await run(asking, ['waiting']),
  }
}

const node = (id: string, name: string, type: string, more: object) => ({
  id,
  name,
  type,
  version: 1,
  position: [{ a: 0, b: 240, c: 480 }[id] ?? 0, 0],
  parameters: {},
  settings: {},
  ...more,
})
const edge = (from: string, to: string) => ({ from: { node: from, output: 0 }, to: { node: to, input: 0 }, kind: 'main' })

const failingDocument = {
  steward: 1,
  name: 'Check addresses',
  nodes: [
    node('a', 'Start', 'manual_trigger', {}),
    node('b', 'Orders of today', 'set', {
      version: 3.4,
      parameters: { mode: 'raw', jsonOutput: '{"order":"HG-20871","postcode":"1011"}' },
    }),
    node('c', 'Refuse short postcodes', 'stop_and_error', {
      parameters: { errorMessage: 'The carrier refused the address: the postcode has 4 digits, Germany needs 5.' },
    }),
  ],
  edges: [edge('a', 'b'), edge('b', 'c')],
  settings: { executionOrder: 'v1' },
}

const askingDocument = (url: string) => ({
  steward: 1,
  name: 'Delete old exports',
  nodes: [
    node('a', 'Start', 'manual_trigger', {}),
    node('b', 'Delete the export of March', 'http_request', {
      version: 4.2,
      parameters: { method: 'DELETE', url: `${url}/exports/2026-03`, options: {} },
    }),
  ],
  edges: [edge('a', 'b')],
  settings: { executionOrder: 'v1' },
})
