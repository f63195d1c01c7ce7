import type { PreviewResult } from '@steward/contract/api/preview'
import { createScope, type ExpressionScope, type Preview, previewExpression, type RunView } from '#engine/expression'
import { noVariables, type Variables } from '#engine/host'
import type { DrawnWorkflow } from '#hub/workflow'
import type { Databases } from '#db'
import { executionError } from '../errors.ts'
import { findExecution } from '../execution.store.ts'
import type { Executions } from '../executions.ts'
import type { DrawnWorkflows } from './drawn-workflows.ts'
import { drawnView } from './drawn-view.ts'
import { previewError } from './errors.ts'
import type { Recorded, RecordedExecutions } from './recorded.ts'

export type PreviewWish = {
  readonly db: Databases
  readonly workspaceId: string
  readonly actorId: string | null
  /** What of the surroundings of executions who asks may see: whoever changes workflows can have it written into an item. */
  readonly mayRead: { readonly variables: boolean; readonly environment: boolean }
  readonly workflowId: string
  readonly node: string
  readonly expressions: readonly { readonly key: string; readonly text: string }[]
  readonly executionId: string | undefined
  readonly runIndex: number | undefined
  readonly itemIndex: number | undefined
}

type Tools = { readonly executions: Executions; readonly recordings: RecordedExecutions; readonly workflows: DrawnWorkflows }

/** All expressions of a call together; the process does nothing else meanwhile. */
const timeMs = 250
const hidden = '[secret]'

/** What expressions of a node would give, on recorded and pinned items. Nothing is called and nothing stored. */
export async function previewExpressions(tools: Tools, wish: PreviewWish): Promise<{ results: PreviewResult[]; items: number }> {
  const [drawn, recorded, variables] = await Promise.all([
    getDrawn(tools, wish),
    findRecorded(tools, wish),
    readVariables(tools.executions, wish),
  ])
  const node = drawn.document.nodes.find(({ id }) => id === wish.node)
  if (node === undefined) throw previewError.node_not_found()
  const { waitsFor, ...seen } = drawnView(drawn.document, node, { recorded, runIndex: wish.runIndex })
  const view: RunView = {
    ...seen,
    nodeName: node.name,
    nodeVersion: node.version,
    nodeId: node.id,
    webhookId: node.webhookId,
    position: node.position,
    parameters: node.parameters as RunView['parameters'],
    ...surroundings(tools.executions, wish, drawn, variables),
  }
  const scope = createScope(view).at(wish.itemIndex ?? 0)
  return { results: evaluateAll(wish.expressions, scope, waitsFor), items: view.inputs[0]?.length ?? 0 }
}

async function getDrawn({ workflows }: Tools, { db, workspaceId, workflowId }: PreviewWish): Promise<DrawnWorkflow> {
  const found = await workflows.find(db, { workspaceId, id: workflowId })
  if (found === undefined) throw executionError.workflow_not_found()
  return found
}

async function findRecorded({ executions, recordings }: Tools, wish: PreviewWish): Promise<Recorded | undefined> {
  const { db, workspaceId, executionId, workflowId } = wish
  if (executionId === undefined) return undefined
  const pool = db.pool('execution')
  const row = await findExecution(pool, workspaceId, executionId)
  if (row === undefined || row.workflow_id !== workflowId) throw executionError.not_found()
  return await recordings.of({ pool, host: executions.host, load: executions.load }, row)
}

/** Secret values never come near an expression: whoever may write one could spell them out letter by letter. */
async function readVariables({ outside }: Executions, wish: PreviewWish): Promise<Variables['values']> {
  const { workspaceId, workflowId, actorId, mayRead } = wish
  const set = (await outside.variables?.({ workspaceId, workflowId, mode: 'manual', createdBy: actorId })) ?? noVariables
  const secrets = new Set(set.hidden)
  const shown = (value: string) => (mayRead.variables && !secrets.has(value) ? value : hidden)
  return Object.fromEntries(Object.entries(set.values).map(([name, value]) => [name, shown(value)]))
}

function surroundings(executions: Executions, wish: PreviewWish, drawn: DrawnWorkflow, variables: Variables['values']) {
  const { environment } = executions.outside
  // The address that lets an execution go on is as good as the right to do so.
  const resumeUrl = `${executions.publicUrl}/webhook-waiting/${wish.executionId ?? 'execution'}/…`
  return {
    mode: 'manual',
    workflow: { id: wish.workflowId, name: drawn.document.name, active: drawn.active },
    execution: { id: wish.executionId ?? '', resumeUrl, resumeFormUrl: resumeUrl, customData: {} },
    environment: wish.mayRead.environment
      ? environment
      : Object.fromEntries(Object.keys(environment).map((name) => [name, hidden])),
    variables,
    timezone: drawn.document.settings.timezone ?? executions.timezone,
    nowMs: executions.nowMs(),
  }
}

function evaluateAll(
  expressions: PreviewWish['expressions'],
  scope: ExpressionScope,
  waitsFor: string | undefined,
): PreviewResult[] {
  const until = performance.now() + timeMs
  return expressions.map(({ key, text }) =>
    performance.now() > until
      ? { key, error: { message: 'The previews before this one took too long.', description: null, at: null } }
      : asResult(key, previewExpression(text, scope), waitsFor),
  )
}

function asResult(key: string, preview: Preview, waitsFor: string | undefined): PreviewResult {
  if ('error' in preview) {
    const { message, description, at } = preview.error
    return { key, error: { message, description: description ?? null, at: at ?? null } }
  }
  if ('missing' in preview) {
    const { reason, node, text } = preview.missing
    if (reason === 'no_input' && waitsFor !== undefined) return { key, missing: { reason: 'not_executed', node: waitsFor, text } }
    return { key, missing: { reason, node, text } }
  }
  const { type, value, text, isCut, fields, because } = preview
  return {
    key,
    type,
    text,
    isCut,
    ...(value === undefined ? {} : { value }),
    ...(fields === undefined ? {} : { fields: [...fields] }),
    ...(because === undefined ? {} : { because }),
  }
}
