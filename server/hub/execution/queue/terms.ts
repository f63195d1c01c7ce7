import { createHash } from 'node:crypto'
import type { StartLimits } from '@steward/contract/workflow'
import { bareView, createScope, evaluate, type ExpressionScope, toPlain } from '#engine/expression'
import type { StartRequest } from '#engine/host'
import type { Pace } from './pace.ts'

/** What the limits of its workflow mean for one start, its keys worked out. */
export type Terms = {
  readonly priority: number
  readonly concurrency: { readonly key: string; readonly limit: number } | undefined
  readonly throttle: (Pace & { readonly key: string }) | undefined
  readonly rateLimit: (Pace & { readonly key: string }) | undefined
  readonly debounce: { readonly key: string; readonly quietMs: number; readonly longestMs: number } | undefined
  /** Another start with this key within the window is the same one. */
  readonly once: { readonly key: string; readonly windowMs: number } | undefined
  /** Sentences about keys that could not be worked out. */
  readonly problems: readonly string[]
}

export const noTerms: Terms = {
  priority: 0,
  concurrency: undefined,
  throttle: undefined,
  rateLimit: undefined,
  debounce: undefined,
  once: undefined,
  problems: [],
}

/** Longer periods are as good as this one, and every time that follows from it can be stored. */
const longestPeriodMs = 10 * 366 * 86_400_000
const msOf = (seconds: number) => Math.min(seconds * 1000, longestPeriodMs)
/** More than all processes together can walk. */
const largestLimit = 1_000_000

type Way = 'event' | 'manual' | 'schedule' | 'call' | 'error' | 'retry'
type Kind = 'concurrency' | 'throttle' | 'rateLimit' | 'debounce' | 'deduplicate'

// What came by itself heeds every limit. A caller and a person wait for this very
// execution, so it is neither replaced nor taken for an earlier one; a tick and a
// failure must not vanish, so they are never refused. An error workflow is stored
// together with the failure it follows, so it stands under no other limit.
const heeded: Readonly<Record<Way, ReadonlySet<Kind>>> = {
  event: new Set(['concurrency', 'throttle', 'rateLimit', 'debounce', 'deduplicate']),
  manual: new Set(['concurrency', 'throttle', 'rateLimit']),
  schedule: new Set(['concurrency', 'throttle']),
  call: new Set(['concurrency', 'throttle', 'rateLimit']),
  error: new Set(['concurrency']),
  retry: new Set(['concurrency']),
}

/** Somebody sits in front of it. */
const manualPriority = 100

/** True for a start that can only be decided together with others of its workflow. */
export const mustQueue = ({ concurrency, throttle, rateLimit, debounce }: Terms): boolean =>
  concurrency !== undefined || throttle !== undefined || rateLimit !== undefined || debounce !== undefined

/**
 * Works the limits of a start out. A key that cannot be evaluated neither loses
 * the event nor lets it pass unlimited: all such starts share one key, and the
 * execution says so in its log. Only deduplication is left out then, because
 * taking two events for one would lose one of them.
 */
export function termsOf(request: Pick<StartRequest, 'kept' | 'plan'> & KeySource, nowMs: number): Terms {
  const { limits } = request.plan.document.settings
  const way = wayOf(request)
  if (limits === undefined) return way === 'manual' ? { ...noTerms, priority: manualPriority } : noTerms

  const heeds = heeded[way]
  const keys = new Keys(request, nowMs)
  const of = <K extends keyof StartLimits>(name: K & Kind) => (heeds.has(name) ? limits[name] : undefined)
  const [concurrency, throttle, rateLimit] = [of('concurrency'), of('throttle'), of('rateLimit')]
  const [debounce, deduplicate] = [of('debounce'), of('deduplicate')]
  const pace = (name: string, limit: NonNullable<StartLimits['throttle']>) => ({
    limit: limit.limit,
    periodMs: msOf(limit.seconds),
    key: keys.of(name, limit.key) ?? unknownKey,
  })
  const onceKey = deduplicate === undefined ? undefined : keys.of('deduplication', deduplicate.key)
  const isOnce = onceKey !== undefined && !emptyKeys.has(onceKey)
  return {
    priority: way === 'manual' ? manualPriority : (limits.priority ?? 0),
    concurrency: concurrency && {
      key: `${request.workflow.id}/${keys.of('concurrency limit', concurrency.key) ?? unknownKey}`,
      limit: Math.min(concurrency.limit, largestLimit),
    },
    throttle: throttle && pace('throttle', throttle),
    rateLimit: rateLimit && pace('rate limit', rateLimit),
    debounce: debounce && {
      key: keys.of('debounce', debounce.key) ?? unknownKey,
      quietMs: msOf(debounce.seconds),
      longestMs: msOf(debounce.maxSeconds ?? Number.POSITIVE_INFINITY),
    },
    once:
      deduplicate === undefined || !isOnce
        ? undefined
        : { key: `once:${request.workflow.id}:${onceKey}`, windowMs: msOf(deduplicate.windowSeconds) },
    problems: keys.problems,
  }
}

function wayOf({ mode, kept }: Pick<StartRequest, 'mode' | 'kept'>): Way {
  if (kept !== undefined || mode === 'retry') return 'retry'
  if (mode === 'manual') return 'manual'
  if (mode === 'schedule') return 'schedule'
  if (mode === 'subworkflow') return 'call'
  return mode === 'error' ? 'error' : 'event'
}

/** Events without a value have no key in common: they are all different. */
const emptyKeys: ReadonlySet<string> = new Set(['null', '""'])
/** No value is written like these: values are JSON. */
const sharedKey = '*'
const unknownKey = '!'
/** Longer ones are told apart by their hash. */
const longestKey = 200

type KeySource = Pick<StartRequest, 'items' | 'timezone' | 'trigger' | 'mode' | 'workflow'>

/** Evaluates keys over the item that starts the execution. */
class Keys {
  readonly problems: string[] = []
  private scope: ExpressionScope | undefined
  private readonly source: KeySource
  private readonly nowMs: number

  constructor(source: KeySource, nowMs: number) {
    this.source = source
    this.nowMs = nowMs
  }

  /** The value as text; undefined when it cannot be evaluated. */
  of(name: string, expression: string | undefined): string | undefined {
    if (expression === undefined) return sharedKey
    try {
      return keyText(toPlain(evaluate(expression, (this.scope ??= this.open()))))
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      this.problems.push(`The key of the ${name} could not be worked out: ${reason}`)
      return undefined
    }
  }

  private open(): ExpressionScope {
    const { items, timezone, trigger, mode, workflow } = this.source
    const { id, name, active } = workflow
    const view = bareView(items, {
      nodeName: trigger.node.name,
      nodeId: trigger.node.id,
      mode,
      workflow: { id, name, active },
      timezone,
      nowMs: this.nowMs,
    })
    const scope = createScope(view).at(0)
    if (scope === undefined) throw new Error('there is no item')
    return scope
  }
}

export function keyText(value: unknown): string {
  const text = JSON.stringify(value) ?? 'null'
  return text.length <= longestKey ? text : `#${createHash('sha256').update(text).digest('hex')}`
}
