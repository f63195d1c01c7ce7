import type { Bridge } from './bridge.ts'

export type InsideItem = { json: Record<string, unknown>; binary?: Record<string, unknown>; pairedItem?: unknown }

/** What every call carries; the rest is asked for when the code asks for it. */
export type InsideCall = {
  readonly mode: 'runOnceForAllItems' | 'runOnceForEachItem'
  readonly legacy: boolean
  readonly continueOnError: boolean
  readonly names: Record<string, unknown>
  readonly workflow: { readonly id: string; readonly name: string; readonly active: boolean }
  readonly execution: {
    readonly id: string
    readonly resumeUrl: string
    readonly resumeFormUrl: string
    readonly customData: Record<string, unknown>
  }
  readonly previous: { readonly node: string; readonly output: number; readonly run: number } | null
  readonly nodeName: string
  readonly nodeId: string
  readonly nodeVersion: number
  readonly webhookId: string | undefined
  readonly runIndex: number
  readonly executionMode: string
  readonly timezone: string
  readonly nowMs: number
}

type NodeAbout = {
  isExecuted: boolean
  params: Record<string, unknown>
  context: Record<string, unknown>
  runs: number
  type: string
}

/** The items, the one that is looked at, and what other nodes have made. */
export class ExecutionData {
  readonly #bridge: Bridge
  readonly items: InsideItem[]
  readonly #outputs = new Map<string, InsideItem[]>()
  readonly #about = new Map<string, NodeAbout>()
  index = 0

  constructor(bridge: Bridge, items: InsideItem[]) {
    this.#bridge = bridge
    this.items = items
  }

  get item(): InsideItem {
    return this.items[this.index] ?? { json: {} }
  }

  about(name: string): NodeAbout {
    let about = this.#about.get(name)
    if (about === undefined) this.#about.set(name, (about = this.#bridge.ask('about', { name }) as NodeAbout))
    return about
  }

  /** Items of an output of another node. Asked for once; the code may change its copy. */
  output(name: string, output: number | undefined, run: number | undefined): InsideItem[] {
    const key = JSON.stringify([name, output ?? null, run ?? null])
    let items = this.#outputs.get(key)
    if (items === undefined)
      this.#outputs.set(key, (items = this.#bridge.ask('output', { name, output, run, itemIndex: this.index }) as InsideItem[]))
    return items
  }

  paired(name: string, index: number): InsideItem {
    return this.#bridge.ask('paired', { name, itemIndex: index }) as InsideItem
  }
}

/** `$('name')`. */
export function otherNode(data: ExecutionData, name: string): Record<string, unknown> {
  const about = data.about(name)
  return {
    all: (output?: number, run?: number) => data.output(name, output, run),
    first: (output?: number, run?: number) => data.output(name, output, run)[0],
    last: (output?: number, run?: number) => data.output(name, output, run).at(-1),
    get item() {
      return data.paired(name, data.index)
    },
    itemMatching: (index: number) => data.paired(name, index),
    pairedItem: (index: number = data.index) => data.paired(name, index),
    isExecuted: about.isExecuted,
    params: about.params,
    context: about.context,
  }
}

/** `$node["name"]`, the older spelling. */
export function legacyNode(data: ExecutionData, name: string): Record<string, unknown> {
  const about = data.about(name)
  const current = () => data.output(name, undefined, undefined)[data.index] ?? data.output(name, undefined, undefined)[0]
  return {
    get json() {
      return current()?.json
    },
    get data() {
      return current()?.json
    },
    get binary() {
      return current()?.binary
    },
    parameter: about.params,
    context: about.context,
    runIndex: Math.max(0, about.runs - 1),
  }
}

/** `$input`. */
export function inputNames(data: ExecutionData, call: InsideCall): Record<string, unknown> {
  return {
    all: () => data.items,
    first: () => data.items[0],
    last: () => data.items.at(-1),
    get item() {
      return data.items[data.index]
    },
    get params() {
      return call.previous === null ? {} : data.about(call.previous.node).params
    },
    get context() {
      return call.previous === null ? {} : data.about(call.previous.node).context
    },
  }
}
