import { existsSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { WorkflowPlan } from '@steward/contract/api/plan'
import type { JsonObject } from '@steward/contract/item'
import type { WorkflowDocument } from '@steward/contract/workflow'
import { compilePlan } from '#engine/core'
import { readWorkflowFile } from '#engine/document'
import { planExecution } from '#engine/host'
import { catalog } from '#nodes'
import { call, detailOf, type Installation, keyRefused, runningInstallation, unreachable } from './installation-api.ts'
import { openOutside } from './outside.ts'
import { describePlan } from './plan-report.ts'

const usage =
  'usage: steward plan <file, or id or name of a workflow> [--input <json or @file>] [--trigger <node>] [--offline] [--json]'

type Wanted = {
  readonly name: string
  readonly items: readonly JsonObject[] | undefined
  readonly trigger: string | undefined
  readonly offline: boolean
  readonly json: boolean
}

/**
 * `steward plan`: what an execution would do to the outside, with its values. Reads are made and nothing else. With an
 * installation at hand its policies say which effects would be asked about; `--offline` asks nobody and reads nothing.
 */
export async function planCommand(argv: string[]): Promise<number> {
  const wanted = readArguments(argv)
  if (typeof wanted === 'string') {
    process.stderr.write(`${wanted}\n${usage}\n`)
    return 2
  }
  const made = await makePlan(wanted)
  if (typeof made === 'string') {
    process.stderr.write(`${made}\n`)
    return 1
  }
  process.stdout.write(wanted.json ? `${JSON.stringify(made)}\n` : describePlan(made))
  return made.status === 'failed' ? 1 : 0
}

function readArguments(argv: string[]): Wanted | string {
  try {
    const { values, positionals } = parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        input: { type: 'string' },
        trigger: { type: 'string' },
        offline: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    })
    const [name, ...rest] = positionals
    if (name === undefined || rest.length > 0) return 'Name one workflow.'
    const { input, ...more } = values
    return {
      name,
      items: input === undefined ? undefined : readItems(input),
      trigger: more.trigger,
      offline: more.offline,
      json: more.json,
    }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** The `json` of items: an object is one, an array is one each. */
function readItems(input: string): JsonObject[] {
  const text = input.startsWith('@') ? readFileSync(input.slice(1), 'utf8') : input
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new Error(`--input is not JSON: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
  return (Array.isArray(value) ? value : [value]).map((one: unknown) => {
    if (typeof one !== 'object' || one === null || Array.isArray(one))
      throw new Error('--input takes an object, or a list of objects.')
    const { json } = one as { json?: unknown }
    return (typeof json === 'object' && json !== null ? json : one) as JsonObject
  })
}

/** A sentence where none can be made. */
async function makePlan(wanted: Wanted): Promise<WorkflowPlan | string> {
  const installation = wanted.offline ? undefined : runningInstallation()
  if (!existsSync(wanted.name)) {
    if (installation !== undefined) return await askInstallation(installation, wanted, undefined)
    return `There is no file "${wanted.name}". A workflow of the running installation needs an API key in STEWARD_API_KEY.`
  }
  const read = readWorkflowFile(readFileSync(wanted.name, 'utf8'), catalog)
  if ('problem' in read) return read.problem
  const [first, ...others] = read.workflows
  if (first === undefined || others.length > 0)
    return `${wanted.name} holds ${read.workflows.length} workflows; name a file with one.`
  return installation === undefined
    ? await planHere(first.document, wanted)
    : await askInstallation(installation, wanted, first.document)
}

async function askInstallation(
  to: Installation,
  { name, items, trigger }: Wanted,
  document: WorkflowDocument | undefined,
): Promise<WorkflowPlan | string> {
  try {
    const id = document === undefined ? await findId(to, name) : undefined
    if (document === undefined && id === undefined) return `The installation has no workflow with the id or name "${name}".`
    const path = document === undefined ? `/workflows/${id}/plan` : '/plans'
    const input = { ...(items === undefined ? {} : { items }), ...(trigger === undefined ? {} : { trigger }) }
    const { status, body } = await call(to, 'POST', path, { ...input, ...(document === undefined ? {} : { document }) })
    if (status === 401) return keyRefused(to)
    return status === 200 ? (body as unknown as WorkflowPlan) : `The installation answered ${status}: ${detailOf(body)}`
  } catch (error) {
    return unreachable(to, error)
  }
}

async function findId(to: Installation, name: string): Promise<string | undefined> {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(name)) return name
  const { body } = await call(to, 'GET', `/workflows?search=${encodeURIComponent(name.slice(0, 200))}&limit=200`)
  const items = (body['items'] ?? []) as { readonly id: string; readonly name: string }[]
  return items.find((one) => one.name === name)?.id
}

/** With nothing installed: no policies are known, no connections, no variables. */
async function planHere(document: WorkflowDocument, { items, trigger, offline }: Wanted): Promise<WorkflowPlan | string> {
  const outside = await openOutside({ catalog, offline, findWorkflow: () => undefined })
  const plan = compilePlan(document, catalog)
  const here = { id: 'local', workspaceId: 'local', version: 0, active: false }
  try {
    const planned = await planExecution(
      {
        catalog,
        environment: {},
        runCode: outside.local.runCode,
        io: (live, node, one) => outside.local.io(live, node, one.abort),
        environmentOf: () => null,
        findCallee: () =>
          Promise.reject(new Error('Called workflows are planned by the running installation, which knows them.')),
      },
      {
        loaded: {
          workflow: { ...here, name: document.name },
          plan,
          timezone: document.settings.timezone ?? outside.local.timezone,
        },
        trigger,
        items: items?.map((json) => ({ json })) ?? [{ json: {} }],
        requesterId: null,
      },
    )
    return {
      ...planned,
      effects: planned.effects.map(({ action, text, isCertain }) => {
        const { nodeId, nodeName, runIndex, environment, nodeType: connector, target, workflow, amount, cost } = action
        const connection = action.connection === null ? null : { ...action.connection }
        const risk = { level: text.risk.level, reasons: [...text.risk.reasons] }
        const { title, payload } = text
        const place = { nodeId, nodeName, runIndex, workflowName: workflow.name, class: action.class, environment, connector }
        return {
          ...place,
          connection,
          target,
          title,
          payload,
          risk,
          amount,
          cost,
          answer: null,
          policies: [],
          asks: [],
          isCertain,
        }
      }),
      reads: [...planned.reads],
      notReached: [...planned.notReached],
      totals: { allowed: 0, asked: 0, denied: 0, amounts: [], costs: [] },
      limits: ['No installation was asked, so nothing is said of policies, connections and variables.'],
    }
  } catch (error) {
    if ((error as Error).name !== 'NodeError') throw error
    return (error as Error).message
  } finally {
    await outside.close()
  }
}
