/** What stands behind a global function or namespace of the expression language. */
export type Builtin = {
  readonly name: string
  /** False for namespaces such as `Math`, which are objects to `typeof`. */
  readonly callable: boolean
  readonly statics: Readonly<Record<string, unknown>>
  readonly construct: ((args: unknown[]) => unknown) | undefined
  readonly is: (value: unknown) => boolean
}

const builtins = new WeakMap<object, Builtin>()

type Parts = {
  readonly call?: (...args: never[]) => unknown
  readonly statics?: Readonly<Record<string, unknown>>
  readonly construct?: (args: unknown[]) => unknown
  readonly is?: (value: unknown) => boolean
  /** A class, though it cannot be called nor constructed here. */
  readonly isClass?: boolean
}

/**
 * A stand-in for a global. It is a function of its own, so that `map(Number)`
 * works, and gives away nothing of the real one but what is listed.
 */
export function builtin(name: string, { call, statics = {}, construct, is, isClass = false }: Parts): unknown {
  const stand = (...args: unknown[]): unknown => {
    if (call === undefined) throw new TypeError(`${name} is not a function`)
    return Reflect.apply(call as (...args: unknown[]) => unknown, undefined, args)
  }
  builtins.set(stand, {
    name,
    callable: isClass || call !== undefined || construct !== undefined,
    statics: Object.assign(Object.create(null) as object, statics),
    construct,
    is: is ?? (() => false),
  })
  return stand
}

export function builtinOf(value: unknown): Builtin | undefined {
  return typeof value === 'function' ? builtins.get(value) : undefined
}

export function construct(value: unknown, args: unknown[]): unknown {
  const known = builtinOf(value)
  if (known?.construct === undefined) throw new TypeError(`${known?.name ?? 'This'} is not a constructor`)
  return known.construct(args)
}

export function isInstance(value: unknown, type: unknown): boolean {
  const known = builtinOf(type)
  if (known === undefined) {
    if (typeof type === 'function') return false
    throw new TypeError("Right-hand side of 'instanceof' is not callable")
  }
  return known.is(value)
}
