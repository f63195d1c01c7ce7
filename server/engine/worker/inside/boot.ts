import { type HostFunction, makeBridge, type Bridge } from './bridge.ts'
import { Buffer } from './buffer.ts'
import { ExecutionData, inputNames, type InsideCall, type InsideItem, legacyNode, otherNode } from './execution-names.ts'
import { type LogLine, luxonOf, makeConsole, platformGlobals } from './globals.ts'

type UserCode = (this: unknown) => unknown
type Outcome = { value?: unknown } | { error: { name: string; message: string; description?: string; line?: number } }
type StaticScope = 'workflow' | 'node'

const { parse, stringify } = JSON

/**
 * Puts the names of a code node into a fresh context and returns the function
 * that runs the user's code. Everything it answers is one JSON text, which the
 * server reads as hostile.
 */
export function boot(compute: HostFunction, ask: HostFunction, later: HostFunction) {
  const bridge = makeBridge(compute, ask, later)

  return (callJson: string, itemsJson: string, environmentJson: string) => {
    const call = parse(callJson) as InsideCall
    const data = new ExecutionData(bridge, parse(itemsJson) as InsideItem[])
    const lines: LogLine[] = []
    const statics: Partial<Record<StaticScope, unknown>> = {}
    const context = { call, data, bridge, statics, lines }
    defineNames(context, parse(environmentJson) as { variables: unknown; environment: unknown; parameters: unknown })

    return async (code: UserCode): Promise<string> => {
      const outcomes = await runAll(code, context)
      return write({ outcomes, logs: lines, statics, customData: call.execution.customData })
    }
  }
}

type Context = {
  call: InsideCall
  data: ExecutionData
  bridge: Bridge
  statics: Partial<Record<StaticScope, unknown>>
  lines: LogLine[]
}

async function runAll(code: UserCode, { call, data, bridge, statics }: Context): Promise<Outcome[]> {
  const self = makeThis(call, data, bridge, statics)
  defineChangingNames(call, data)
  if (call.mode === 'runOnceForAllItems') return [await runOnce(code, self)]
  const outcomes: Outcome[] = []
  for (let index = 0; index < data.items.length; index++) {
    data.index = index
    defineChangingNames(call, data)
    const outcome = await runOnce(code, self)
    outcomes.push(outcome)
    if ('error' in outcome && !call.continueOnError) break
  }
  return outcomes
}

async function runOnce(code: UserCode, self: unknown): Promise<Outcome> {
  try {
    return { value: await code.call(self) }
  } catch (error) {
    return { error: describe(error) }
  }
}

function describe(error: unknown): { name: string; message: string; description?: string; line?: number } {
  const about = (typeof error === 'object' && error !== null ? error : { message: error }) as Record<string, unknown>
  const message = about['message'] === undefined ? safeText(error) : String(about['message'] as string)
  const line = /code\.js:(\d+)/.exec(String((about['stack'] as string | undefined) ?? ''))?.[1]
  const description = about['description']
  return {
    name: String((about['name'] as string | undefined) ?? 'Error'),
    message,
    ...(typeof description === 'string' ? { description } : {}),
    ...(line === undefined ? {} : { line: Number(line) }),
  }
}

function safeText(value: unknown): string {
  try {
    return stringify(value) ?? String(value)
  } catch {
    return String(value)
  }
}

function write(answer: { outcomes: Outcome[] } & Record<string, unknown>): string {
  try {
    return stringify(answer)
  } catch (error) {
    const message = `The code returned something that cannot be written as JSON: ${describe(error).message.split('\n')[0] ?? ''}`
    return stringify({ ...answer, statics: {}, customData: {}, outcomes: [{ error: { name: 'TypeError', message } }] })
  }
}

/** What `this` is in the code: for old code that says `this.helpers` or `this.getWorkflowStaticData`. */
function makeThis(call: InsideCall, data: ExecutionData, bridge: Bridge, statics: Context['statics']): Record<string, unknown> {
  const noCalls = () => {
    throw new Error('Code cannot call the network here. Put an HTTP Request node before this one and read its items.')
  }
  const helpers = {
    httpRequest: noCalls,
    httpRequestWithAuthentication: noCalls,
    request: noCalls,
    requestWithAuthentication: noCalls,
    getBinaryDataBuffer: async (index: number, name: string) => {
      const value = data.items[index]?.binary?.[name]
      if (value === undefined) throw new Error(`Item ${index} has no file named "${name}".`)
      return Buffer.from((await bridge.later('readBinary', value)) as string, 'base64')
    },
    prepareBinaryData: (bytes: Uint8Array, fileName?: string, mimeType?: string) =>
      bridge.later('writeBinary', { base64: Buffer.from(bytes).toString('base64'), fileName, mimeType }),
    returnJsonArray: (values: unknown) => (Array.isArray(values) ? values : [values]).map((json: unknown) => ({ json })),
  }
  return {
    helpers,
    getWorkflowStaticData: (scope: string) => staticData(bridge, statics, scope),
    getNode: () => ({ name: call.nodeName, id: call.nodeId, typeVersion: call.nodeVersion }),
    getWorkflow: () => call.workflow,
    getMode: () => call.executionMode,
  }
}

function staticData(bridge: Bridge, statics: Context['statics'], scope: string): unknown {
  const kind: StaticScope = scope === 'node' ? 'node' : 'workflow'
  if (scope !== 'node' && scope !== 'global')
    throw new Error(`Static data is of the "global" or the "node" kind, not "${scope}".`)
  statics[kind] ??= bridge.ask('static', { scope: kind })
  return statics[kind]
}

function defineNames(context: Context, given: { variables: unknown; environment: unknown; parameters: unknown }): void {
  const { call, data, bridge, statics, lines } = context
  const search = (value: unknown, expression: string) =>
    (globalThis as unknown as { jmespath: { search: (a: unknown, b: string) => unknown } }).jmespath.search(value, expression)
  const fixed: Record<string, unknown> = {
    ...platformGlobals(bridge),
    console: makeConsole(lines),
    $input: inputNames(data, call),
    $: (name: string) => otherNode(data, name),
    $node: new Proxy({}, { get: (_, name) => (typeof name === 'string' ? legacyNode(data, name) : undefined) }),
    $items: (name?: string, output?: number, run?: number) =>
      name === undefined ? data.items : data.output(name, output ?? 0, run),
    $workflow: call.workflow,
    $execution: {
      ...call.execution,
      mode: call.executionMode === 'manual' ? 'test' : 'production',
      customData: customData(call.execution.customData),
    },
    $prevNode: { name: call.previous?.node, outputIndex: call.previous?.output, runIndex: call.previous?.run },
    $runIndex: call.runIndex,
    $mode: call.executionMode,
    $vars: given.variables,
    $env: given.environment,
    $parameter: given.parameters,
    $nodeId: call.nodeId,
    $nodeVersion: call.nodeVersion,
    $webhookId: call.webhookId,
    $executionId: call.execution.id,
    $resumeWebhookUrl: call.execution.resumeUrl,
    $jmespath: search,
    $jmesPath: search,
    $getWorkflowStaticData: (scope: string) => staticData(bridge, statics, scope),
    getWorkflowStaticData: (scope: string) => staticData(bridge, statics, scope),
    getNodeParameter: (name: string) => (given.parameters as Record<string, unknown>)[name],
    $if: (condition: unknown, yes: unknown, no: unknown) => (condition ? yes : no),
    $ifEmpty: (value: unknown, other: unknown) => (isEmpty(value) ? other : value),
    $min: Math.min,
    $max: Math.max,
    ...call.names,
  }
  for (const [name, value] of Object.entries(fixed)) define(name, { value, writable: true })
  const luxon = (globalThis as unknown as { luxon?: { Settings: { defaultZone: string } } }).luxon
  if (luxon !== undefined) luxon.Settings.defaultZone = call.timezone
}

type Instants = { fromMillis: (ms: number) => { startOf: (unit: string) => unknown } }

/** Names whose value depends on the item, or that cost something to make. Set anew for every item. */
function defineChangingNames(call: InsideCall, data: ExecutionData): void {
  const now = () => (luxonOf().DateTime as unknown as Instants).fromMillis(call.nowMs)
  const changing: Record<string, () => unknown> = {
    $json: () => data.item.json,
    $data: () => data.item.json,
    $binary: () => data.item.binary,
    $itemIndex: () => data.index,
    items: () => data.items,
    item: () => (call.legacy ? data.item.json : data.items[data.index]),
    $now: now,
    $today: () => now().startOf('day'),
    DateTime: () => luxonOf().DateTime,
    Interval: () => luxonOf()['Interval'],
    Duration: () => luxonOf()['Duration'],
  }
  for (const [name, get] of Object.entries(changing)) {
    // Code may put its own value in the place of any name, as `item = …` in old code does.
    if (!Object.hasOwn(call.names, name)) define(name, { get, set: (value: unknown) => define(name, { value, writable: true }) })
  }
}

function define(name: string, descriptor: PropertyDescriptor): void {
  Object.defineProperty(globalThis, name, { ...descriptor, configurable: true, enumerable: false })
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true
  return typeof value === 'object' && Object.keys(value).length === 0
}

function customData(values: Record<string, unknown>): Record<string, unknown> {
  return {
    set: (key: string | Record<string, unknown>, value?: unknown) =>
      void (typeof key === 'string' ? (values[key] = String(value)) : Object.assign(values, key)),
    setAll: (all: Record<string, unknown>) => void Object.assign(values, all),
    get: (key: string) => values[key],
    getAll: () => ({ ...values }),
  }
}
