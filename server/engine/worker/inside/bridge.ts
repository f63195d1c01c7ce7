/** A function of the process around the isolate. Only texts cross. */
export type HostFunction = {
  applySync(receiver: undefined, args: readonly [string, string]): unknown
  applySyncPromise(receiver: undefined, args: readonly [string, string]): unknown
  apply(receiver: undefined, args: readonly [string, string], options: object): Promise<unknown>
}

/**
 * The three ways out of the isolate. They live in this closure and are never
 * handed to user code: whoever held one could ask it for its constructor.
 * The built-ins they need are taken before user code can replace them.
 */
export type Bridge = {
  /** Computes something in the process around: hashes, random bytes, addresses. */
  readonly compute: (what: string, input: unknown) => unknown
  /** Asks the server for data of the execution, and stands still until it is there. */
  readonly ask: (what: string, input: unknown) => unknown
  /** Asks without standing still. */
  readonly later: (what: string, input: unknown) => Promise<unknown>
}

const { parse, stringify } = JSON

// Without a prototype, so that nothing set on Object.prototype becomes an option.
const promiseOptions: object = Object.freeze({
  __proto__: null,
  result: Object.freeze({ __proto__: null, promise: true, copy: true }),
})

export function makeBridge(compute: HostFunction, ask: HostFunction, later: HostFunction): Bridge {
  return {
    compute: (what, input) => read(compute.applySync(undefined, [what, write(input)])),
    ask: (what, input) => read(ask.applySyncPromise(undefined, [what, write(input)])),
    later: async (what, input) => read(await later.apply(undefined, [what, write(input)], promiseOptions)),
  }
}

function write(input: unknown): string {
  return stringify(input) ?? 'null'
}

function read(answer: unknown): unknown {
  if (typeof answer !== 'string') return undefined
  const { value, error } = parse(answer) as { value?: unknown; error?: string }
  if (error !== undefined) throw new Error(error)
  return value
}
