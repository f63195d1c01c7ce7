import { availableParallelism } from 'node:os'
import type { JsonObject, JsonValue } from '@steward/contract/item'
import { type CodeCall, NodeError, type CodeOutcome } from '@steward/sdk/node'
import { failureError } from './code-failure.ts'
import { answerFrom, type CodeSurroundings } from './execution-answer.ts'
import type { Work } from './message.ts'
import { createPool } from './pool.ts'

export type CodeRunnerSettings = {
  /** How many pieces of code run at once; each has a process. Default: the number of cores, at least 2. */
  readonly processes?: number
  readonly memoryMb?: number
  /** For code that names no limit of its own. */
  readonly timeoutMs?: number
  readonly maxResultBytes?: number
  /** After so long without work a process is stopped. */
  readonly idleMs?: number
}

export type CodeRequest = CodeSurroundings & {
  readonly call: CodeCall
  readonly signal?: AbortSignal
  readonly log?: (level: 'debug' | 'info' | 'warn' | 'error', message: string) => void
}

export type CodeRunner = {
  /** One outcome, or one per item. Throws `NodeError` when the code could not be run to its end. */
  readonly run: (request: CodeRequest) => Promise<readonly CodeOutcome[]>
  /** How many processes there are now. */
  readonly processes: () => number
  readonly close: () => Promise<void>
}

/** Runs the code of people: isolated, limited, in processes of its own that start when first needed. */
export function createCodeRunner(settings: CodeRunnerSettings = {}): CodeRunner {
  const memoryMb = settings.memoryMb ?? 128
  const timeoutMs = settings.timeoutMs ?? 60_000
  const maxResultBytes = settings.maxResultBytes ?? 32 * 1_048_576
  const pool = createPool({
    memoryMb,
    maxResultBytes,
    processes: settings.processes ?? Math.max(2, availableParallelism()),
    idleMs: settings.idleMs ?? 30_000,
  })

  async function run(request: CodeRequest): Promise<readonly CodeOutcome[]> {
    if (request.call.language !== 'javaScript') throw new NodeError('Only JavaScript code can be run here.', { retryable: false })
    const limitMs = request.call.timeoutMs ?? timeoutMs
    const outcome = await pool.run(workOf(request, limitMs), answerFrom(request), request.signal)
    if ('failure' in outcome) throw failureError(outcome.failure, { timeoutMs: limitMs, memoryMb, maxResultBytes })
    return readResult(outcome.result, request)
  }

  return { run, processes: pool.size, close: pool.close }
}

function workOf({ call, view }: CodeRequest, timeoutMs: number): Work {
  const previous = view.sources.find((source) => source !== null) ?? null
  const about = {
    mode: call.mode,
    legacy: call.itemIsJson === true,
    continueOnError: call.continueOnError === true,
    names: call.names ?? {},
    workflow: view.workflow,
    execution: executionOf(view),
    previous,
    nodeName: view.nodeName,
    nodeId: view.nodeId,
    nodeVersion: view.nodeVersion,
    webhookId: view.webhookId,
    runIndex: view.runIndex,
    executionMode: view.mode,
    timezone: view.timezone,
    nowMs: view.nowMs,
  }
  return {
    code: call.code,
    call: JSON.stringify(about),
    items: JSON.stringify(call.items ?? view.inputs[0] ?? []),
    environment: JSON.stringify({ variables: view.variables, environment: view.environment, parameters: view.parameters }),
    timeoutMs,
  }
}

/** What crosses to the worker is data; the view may work its addresses out when they are asked for. */
function executionOf({ execution: { id, resumeUrl, resumeFormUrl, customData } }: CodeRequest['view']) {
  return { id, resumeUrl, resumeFormUrl, customData }
}

type Result = { outcomes?: unknown; logs?: unknown; statics?: Record<string, unknown>; customData?: unknown }

/** The text was written by the code's own context, so nothing about its shape is believed. */
function readResult(text: string, request: CodeRequest): readonly CodeOutcome[] {
  const result = JSON.parse(text) as Result
  for (const line of asList(result.logs).slice(0, 200)) {
    if (isObject(line)) request.log?.(asLevel(line['level']), String(line['message'] as string).slice(0, 4000))
  }
  for (const scope of ['workflow', 'node'] as const) {
    const changed = result.statics?.[scope]
    if (isObject(changed) && request.staticData !== undefined) replace(request.staticData(scope), changed)
  }
  if (isObject(result.customData)) Object.assign(request.view.execution.customData, result.customData)
  return asList(result.outcomes).map((outcome) => {
    if (!isObject(outcome)) return { value: undefined }
    const error = outcome['error']
    return isObject(error) ? { error: readError(error) } : { value: outcome['value'] }
  })
}

function readError(error: JsonObject): Extract<CodeOutcome, { error: unknown }>['error'] {
  const { description, line } = error
  return {
    name: String(error['name'] as string).slice(0, 200),
    message: String(error['message'] as string).slice(0, 10_000),
    ...(typeof description === 'string' ? { description } : {}),
    ...(typeof line === 'number' ? { line } : {}),
  }
}

function replace(target: JsonObject, values: JsonObject): void {
  for (const key of Object.keys(target)) delete target[key]
  for (const [key, value] of Object.entries(values))
    Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true })
}

function asList(value: unknown): JsonValue[] {
  return Array.isArray(value) ? (value as JsonValue[]) : []
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function asLevel(level: unknown): 'debug' | 'info' | 'warn' | 'error' {
  return level === 'debug' || level === 'warn' || level === 'error' ? level : 'info'
}
