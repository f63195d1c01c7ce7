import type { EffectClass } from '@steward/contract/effect'
import type { BinaryValue, Item, JsonObject, JsonValue } from '@steward/contract/item'
import type { TSchema } from 'typebox'

export type { BinaryValue, Item, JsonObject, JsonValue } from '@steward/contract/item'
export type { EffectClass } from '@steward/contract/effect'

export type ExecutionMode = 'manual' | 'webhook' | 'schedule' | 'event' | 'error' | 'subworkflow' | 'retry' | 'undo' | 'cli'

export type Port = { readonly name: string; readonly label?: string }

/** Items per output. A missing output counts as empty. */
export type NodeOutputs = readonly (readonly Item[])[]

/** The node is not done: the execution rests, durably, until one of these happens. */
export type NodeWait = {
  readonly kind: 'wait'
  /** Milliseconds since 1970; undefined waits for the webhook alone. */
  readonly untilMs?: number
  /** A call of the execution's resume address ends the wait. */
  readonly webhook?: {
    readonly method: string
    readonly suffix?: string
    readonly responseMode: 'immediately' | 'lastNode' | 'respondNode'
  }
}

export type NodeResult = NodeOutputs | NodeWait

/** What ended a wait. */
export type Resume = { readonly kind: 'timer' } | { readonly kind: 'webhook'; readonly items: readonly Item[] }

/** What a node sees of itself. `parameters` are raw; ask `NodeCall.param` for resolved ones. */
export type NodeView = {
  readonly id: string
  readonly name: string
  readonly type: string
  /** Version of the shape of the parameters (n8n's typeVersion). */
  readonly version: number
  readonly parameters: JsonObject
  readonly onError: 'stopWorkflow' | 'continueRegularOutput' | 'continueErrorOutput'
  readonly webhookId?: string
  /** The header under which a call carries the key of its effect; set by the person who drew the node. */
  readonly idempotencyHeader?: string
  /** How a person wants to find out whether an effect in doubt happened, see `probeOverHttp`. */
  readonly probe?: { readonly url: string; readonly happened: string }
}

/** Parameters resolved for one item, without the rest of a call: enough to tell the effect class. */
export type ParameterReader = {
  readonly node: NodeView
  /** The value at a dotted path (`options.timeout`), expressions resolved for the item; `fallback` where it is absent. */
  param<T = unknown>(path: string, itemIndex?: number, fallback?: T): T
}

/** Everything a node may use. There is no other way to the outside. */
export type NodeCall = ParameterReader & {
  /** Items by input. `items` is the first input. */
  readonly inputs: readonly (readonly Item[])[]
  readonly items: readonly Item[]
  readonly runIndex: number
  readonly mode: ExecutionMode
  readonly workflow: { readonly id: string; readonly name: string; readonly active: boolean; readonly timezone: string }
  readonly execution: { readonly id: string; readonly resumeUrl: string }
  /** Milliseconds since 1970 when this node execution began. A node reads no other clock. */
  readonly nowMs: number
  /** Evaluates a text as a parameter would be (a leading `=` makes it an expression). `names` adds names such as `$response`. */
  evaluate(text: string, itemIndex: number, names?: Readonly<Record<string, unknown>>): unknown
  /** State of this node that lasts for the execution: survives a crash, gone afterwards. Change it in place. */
  readonly memory: JsonObject
  /**
   * Earlier executions of this node in this execution, oldest first. A node that
   * goes round in a loop keeps counters in `memory` and finds items here, so that
   * what is stored per round does not grow with the number of rounds.
   */
  readonly earlier: readonly {
    readonly inputs: readonly (readonly Item[] | null)[]
    readonly outputs: readonly (readonly Item[])[]
  }[]
  /** State that lasts across executions of the workflow. Change it in place. */
  staticData(scope: 'workflow' | 'node'): JsonObject
  /**
   * The key of what the node does for an item: the same for every try, in
   * whichever process. A service that is given it does the same thing once.
   */
  effectKey(itemIndex?: number): string
  /** Aborted when the execution is cancelled or the node's time is up. */
  readonly signal: AbortSignal
  readonly io: NodeIo
}

export type HttpCall = {
  readonly method: string
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  readonly timeoutMs?: number
  readonly redirects?: { readonly follow: boolean; readonly max: number }
  readonly proxy?: string
  readonly allowUnauthorizedCerts?: boolean
  readonly tls?: { readonly ca?: string; readonly cert?: string; readonly key?: string; readonly passphrase?: string }
  /** Refuses a longer answer. */
  readonly maxBytes?: number
  /** Names of headers that must not follow a redirect to another origin, besides those that are secret by their name. */
  readonly secretHeaders?: readonly string[]
  /** Called before a redirect to another host is followed; what it throws ends the call. */
  readonly onRedirect?: (url: string) => void | Promise<void>
  /** True when making the call once more does no harm although its method says otherwise, as with asking for a token. */
  readonly repeatable?: boolean
}

export type HttpAnswer = {
  readonly status: number
  readonly statusText: string
  readonly headers: Readonly<Record<string, string | string[]>>
  readonly body: Uint8Array
  readonly url: string
}

/** A piece of JavaScript that a person wrote. It runs isolated: no files, no network, bounded time and memory. */
export type CodeCall = {
  readonly language: 'javaScript'
  /** The body of an async function; what it returns is the outcome. */
  readonly code: string
  readonly mode: 'runOnceForAllItems' | 'runOnceForEachItem'
  /** In place of the items of the first input. */
  readonly items?: readonly Item[]
  /** Names the code sees besides `$input`, `items`, `$json` and their like. */
  readonly names?: JsonObject
  /** `item` is the item's `json`, as in n8n's old Function Item node. */
  readonly itemIsJson?: boolean
  /** Goes on with the next item after one that failed. */
  readonly continueOnError?: boolean
  readonly timeoutMs?: number
}

/** What the code returned, as JSON keeps it, or what it threw; `line` counts from 1 in the code. */
export type CodeOutcome =
  | { readonly value: JsonValue | undefined }
  | { readonly error: { readonly name: string; readonly message: string; readonly description?: string; readonly line?: number } }

/**
 * What is asked of a governed database: the instance that is chosen as the connection of the kind `database`, as it is now,
 * with its logins, limits and masked columns.
 */
export type DatabaseCall = {
  readonly database: string
  /** One statement of SQL, or one query of the MongoDB shell. */
  readonly text: string
  /** For `$1`, `$2` … of SQL: handed over beside the text, never as a part of it. */
  readonly values: readonly JsonValue[]
  /** What it is declared to do; a text that does more is refused before anything happens. */
  readonly effect: Extract<EffectClass, 'read' | 'write' | 'delete' | 'execute'>
  /** Lower than the instance allows; a result that is longer is cut off there. */
  readonly maxRows?: number
  /** A change that meets more rows is taken back. */
  readonly maxChangedRows?: number
}

/** Rows by the names of their columns, and how many rows were changed; null where nothing was to be. */
export type DatabaseAnswer = { readonly rows: readonly JsonObject[]; readonly changedRows: number | null }

export type WebhookAnswer = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: JsonValue | undefined
  /** Takes the place of `body`. */
  readonly binary?: BinaryValue
}

/** A part of an answer that is sent bit by bit. A node begins, sends any number of items, and ends. */
export type AnswerPart = {
  readonly type: 'begin' | 'item' | 'end' | 'error'
  /** Text as it is, anything else as JSON. */
  readonly content?: JsonValue
  /** The item the part is about; the first one without it. */
  readonly itemIndex?: number
}

export type NodeIo = {
  /** Calls out through the guard against private addresses. Throws `NodeError` for a refused or failed connection, never for a status. */
  http(call: HttpCall): Promise<HttpAnswer>
  /**
   * Asks a governed database. Throws `NodeError` in words for what is refused or fails; `details.code` is `in_doubt` where a
   * change may have happened all the same.
   */
  queryDatabase(call: DatabaseCall): Promise<DatabaseAnswer>
  readBinary(value: BinaryValue): Promise<Uint8Array>
  writeBinary(bytes: Uint8Array, about: { readonly mimeType?: string; readonly fileName?: string }): Promise<BinaryValue>
  /** The secret values of the connection the node uses, by kind; undefined where none is chosen. */
  connection(kind: string): Promise<JsonObject | undefined>
  /**
   * Starts another workflow, or attaches to the one this node execution has
   * already started under the same key (after a crash). Items of its last node.
   */
  callWorkflow(call: {
    readonly key: string
    readonly workflow: { readonly id: string } | { readonly document: JsonObject }
    readonly items: readonly Item[]
    readonly wait: boolean
  }): Promise<readonly Item[]>
  /**
   * Runs code in isolation: one outcome, or one per item. What the code throws is
   * an outcome. Throws `NodeError` when it does not parse, does not end, or takes too much.
   */
  runCode(call: CodeCall): Promise<readonly CodeOutcome[]>
  /** Answers the webhook that started this execution. False when it was answered before or there is none. */
  respond(answer: WebhookAnswer): Promise<boolean>
  /**
   * Sends the caller of a streaming webhook a part of its answer while the workflow goes on. Waits for a caller who
   * reads slowly, for a while. False when nobody takes parts (any more): the webhook does not stream, or the caller is gone.
   */
  stream(part: AnswerPart): Promise<boolean>
  log(level: 'debug' | 'info' | 'warn' | 'error', message: string, data?: JsonObject): void
}

/** Why a node failed, in words for the person who drew it. */
export class NodeError extends Error {
  override readonly name: string = 'NodeError'
  readonly description: string | undefined
  readonly itemIndex: number | undefined
  /** Dotted path of the parameter that caused it, where it is known: `rules.values.0.outputKey`. */
  parameter: string | undefined
  /** Extra facts, such as the HTTP status; shown, and part of the item's `error`. */
  readonly details: JsonObject
  /** False when trying again cannot help. */
  readonly retryable: boolean

  constructor(
    message: string,
    more: {
      description?: string
      itemIndex?: number
      parameter?: string
      details?: JsonObject
      retryable?: boolean
      cause?: unknown
    } = {},
  ) {
    super(message, { cause: more.cause })
    this.description = more.description
    this.itemIndex = more.itemIndex
    this.parameter = more.parameter
    this.details = more.details ?? {}
    this.retryable = more.retryable ?? true
  }
}

/** An effect of which nobody knows whether it happened, because the process ended between the call and the answer. */
export type DoubtfulEffect = { readonly key: string; readonly class: EffectClass; readonly intendedMs: number }

/** What a probe found out. */
export type ProbeAnswer =
  /** It happened, and this is what the node would have given. */
  | { readonly happened: true; readonly outputs: NodeOutputs }
  /** It did not, so the call may be made again. */
  | { readonly happened: false }
  /** It cannot be said; a person decides. */
  | { readonly happened: 'unknown' }

/** What an active workflow listens to on behalf of a trigger node. */
export type Listen =
  | {
      readonly kind: 'webhook'
      /** One entry per method. */
      readonly method: string
      /** Without a leading slash; `:name` segments are parameters. */
      readonly path: string
      /** `streaming` is answered like `respondNode`, or in parts where nodes give some. */
      readonly responseMode: 'immediately' | 'lastNode' | 'respondNode' | 'streaming'
      readonly authentication: 'none' | 'basicAuth' | 'headerAuth' | 'jwtAuth' | 'signature'
      /** By which output of its node a call goes on; the first one without it. */
      readonly output?: number
    }
  | ScheduleListen

/** Times at which a schedule starts a workflow, meant in the time zone of the workflow. */
export type ScheduleListen = {
  readonly kind: 'schedule'
  /** For people: "Every day at 09:30". */
  readonly text: string
} & (
  | {
      /** Five fields, or six with seconds first. */
      readonly cron: string
      /** Of the ticks of `cron` only those at least so many units after the last one that fired; for "every 3 days", which cron cannot say. */
      readonly every?: { readonly unit: 'hours' | 'days' | 'weeks' | 'months'; readonly count: number }
    }
  | {
      /** Once: `2026-05-01T09:00:00`, or with an offset or `Z`. */
      readonly at: string
      /** IANA name, where it is another one than the workflow's. */
      readonly timezone?: string
    }
)

/** What a list of choices is made with. It may only read. */
export type ListCall = {
  readonly version: number
  /** As they are drawn, without expressions. */
  readonly parameters: JsonObject
  /** What a person has typed; empty for all. */
  readonly search: string
  /** Where the page before ended. */
  readonly cursor: string | undefined
  readonly signal: AbortSignal
  /** GET and HEAD alone, through the guard against private addresses. */
  readonly http: (call: HttpCall) => Promise<HttpAnswer>
  readonly connection: (kind: string) => Promise<JsonObject | undefined>
}

/** A page of what a parameter can be; `next` asks for the page after it. */
export type ListPage = {
  readonly items: readonly {
    readonly value: string | number
    readonly label: string
    readonly hint?: string
    readonly url?: string
  }[]
  readonly next?: string
}

/** A kind of node: what it is called, what it takes, what it does to the outside, and how. */
export type NodeDefinition = {
  /** Steward's own name, snake_case: `set`, `http_request`. */
  readonly type: string
  readonly title: string
  readonly description: string
  readonly category: 'trigger' | 'transform' | 'flow' | 'core' | 'files' | 'service'
  /** A lucide icon name (`pencil-line`), or `brand:` and a simple-icons slug. */
  readonly icon: string
  /** The n8n types it stands for and the typeVersions whose parameters it understands. Parameters are kept as n8n writes them. */
  readonly n8n: readonly { readonly type: string; readonly versions: readonly number[] }[]
  /** What starts it, where it is a trigger. */
  readonly trigger?: 'manual' | 'webhook' | 'schedule' | 'error' | 'subworkflow' | 'form' | 'event'
  /** What an active workflow with this trigger listens to. Throws `NodeError` for parameters that make no sense. */
  readonly listens?: (node: NodeView) => readonly Listen[]
  /** Schema of the newest version's parameters: form, check and documentation. */
  readonly parameters: TSchema
  /** Schemas of versions that write their parameters in another shape, oldest first: the first whose `below` is above the version. */
  readonly older?: readonly { readonly below: number; readonly parameters: TSchema }[]
  /** Lists of choices by name, for parameters whose schema says `loads: '<name>'`. */
  readonly lists?: Readonly<Record<string, (call: ListCall) => Promise<ListPage>>>
  /** Fixed, or told from the resolved parameters of an item. */
  readonly effect: EffectClass | ((reader: ParameterReader, itemIndex: number) => EffectClass)
  /** In a sentence what it will do for an item, with its values, for who has to decide: `Send DELETE to https://…`. */
  readonly says?: (reader: ParameterReader, itemIndex: number) => string
  /**
   * True where it does nothing outside by itself: what it sets going asks at the gate where it happens, as a called
   * workflow does. It is not asked for, unless whoever drew it says something of its effect.
   */
  readonly inner?: true
  /** What it touches, as far as the raw parameters say, for the risk sheet: `api.example.com`. */
  readonly target?: (node: NodeView) => string | null
  /** Connections that its raw parameters name, by kind; they count as if they were chosen beside them. */
  readonly names?: (node: NodeView) => Readonly<Record<string, { readonly id: string | null; readonly name: string }>>
  /** True when it reads or changes `staticData`, so that the host has it at hand. */
  readonly usesStaticData?: (node: NodeView) => boolean
  /** True when a repeat after a crash is provably safe although the class is not pure or read. */
  readonly repeatable?: (reader: ParameterReader) => boolean
  /** Finds out whether an effect happened, by reading only. May be asked more than once, and has a few seconds. */
  readonly probe?: (call: NodeCall, effect: DoubtfulEffect) => Promise<ProbeAnswer>
  /** Asks the address of a probe that a person has set, with the connection of the node; without it no connection is used. */
  readonly probeGet?: (call: NodeCall, url: string) => Promise<HttpAnswer>
  readonly inputs?: readonly Port[] | ((node: NodeView) => readonly Port[])
  readonly outputs?: readonly Port[] | ((node: NodeView) => readonly Port[])
  /** How many inputs need data before the node may run when nothing else is left to do; or which ones. Default 1. */
  readonly requiredInputs?: (node: NodeView) => number | readonly number[]
  /** Absent in triggers that only pass on what started them. */
  readonly execute?: (call: NodeCall) => NodeResult | Promise<NodeResult>
  /** Called when a wait has ended; by default the first input is passed on (timer) or the items of the call (webhook). */
  readonly resume?: (call: NodeCall, resume: Resume) => NodeResult | Promise<NodeResult>
}

/** Checks the shape of a definition where it is written. */
export function defineNode(definition: NodeDefinition): NodeDefinition {
  return definition
}

/**
 * Runs `each` for every item of the first input and collects what it returns,
 * paired to its item. When the node is set to continue on error, a failing item
 * becomes an item with `error` and the others go on.
 */
export async function mapItems(
  call: NodeCall,
  each: (item: Item, index: number) => Item | readonly Item[] | undefined | Promise<Item | readonly Item[] | undefined>,
): Promise<Item[]> {
  const results: Item[] = []
  for (const [index, item] of call.items.entries()) {
    try {
      const made = await each(item, index)
      if (made === undefined) continue
      for (const one of Array.isArray(made) ? (made as readonly Item[]) : [made as Item]) {
        results.push(one.pairedItem === undefined ? { ...one, pairedItem: { item: index } } : one)
      }
    } catch (error) {
      if (call.node.onError === 'stopWorkflow') throw withItem(error, index)
      results.push(failedItem(error, index))
    }
  }
  return results
}

/** The item that stands for a failure when a node continues on error. */
export function failedItem(error: unknown, index: number): Item {
  const message = error instanceof Error ? error.message : String(error)
  const description = error instanceof NodeError ? error.description : undefined
  return {
    json: { error: message },
    pairedItem: { item: index },
    error: { message, ...(description === undefined ? {} : { description }) },
  }
}

function withItem(error: unknown, itemIndex: number): unknown {
  if (!(error instanceof NodeError) || error.itemIndex !== undefined) return error
  const { description, parameter, details, retryable, cause } = error
  return new NodeError(error.message, {
    itemIndex,
    details,
    retryable,
    cause,
    ...(description === undefined ? {} : { description }),
    ...(parameter === undefined ? {} : { parameter }),
  })
}
