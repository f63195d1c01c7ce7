import { spend } from '../budget.ts'
import type { Part, Pattern } from './syntax.ts'

/** Finds the first match at or after a place. */
export type Matcher = (text: string, from: number) => RegExpExecArray | null

type State = { readonly text: string; readonly ends: number[]; readonly starts: number[]; steps: number }

/** Goes on from a place; the place where the whole match ends, or -1. */
type Go = (at: number, state: State) => number

const STEPS_PER_SPENT = 3

function step(state: State): void {
  if (++state.steps % STEPS_PER_SPENT === 0) spend(1)
}

export function compilePattern({ part, groups, names }: Pattern, flags: string): Matcher {
  const go = new Compiler(flags, names).compile(part, (at) => at)
  const sticky = flags.includes('y')
  return (text, from) => {
    const state: State = { text, starts: [], ends: [], steps: 0 }
    for (let at = from; at <= text.length; at++) {
      state.starts.length = 0
      state.ends.length = 0
      step(state)
      const end = go(at, state)
      if (end !== -1) return asMatch(state, at, end, { groups, names })
      if (sticky) break
    }
    return null
  }
}

function asMatch(state: State, at: number, end: number, { groups, names }: Pick<Pattern, 'groups' | 'names'>): RegExpExecArray {
  const taken = (index: number) =>
    state.ends[index] === undefined ? undefined : state.text.slice(state.starts[index], state.ends[index])
  const list = [state.text.slice(at, end), ...Array.from({ length: groups }, (_, index) => taken(index + 1))]
  const named = names.size === 0 ? undefined : Object.fromEntries([...names].map(([name, index]) => [name, taken(index)]))
  return Object.assign(list, { index: at, input: state.text, groups: named }) as unknown as RegExpExecArray
}

class Compiler {
  readonly #flags: string
  readonly #names: ReadonlyMap<string, number>
  readonly #unicode: boolean

  constructor(flags: string, names: ReadonlyMap<string, number>) {
    this.#flags = flags.replaceAll(/[gyd]/g, '')
    this.#names = names
    this.#unicode = /[uv]/.test(flags)
  }

  /** The matcher of a part that goes on with `next`. */
  compile(part: Part, next: Go): Go {
    switch (part.kind) {
      case 'char':
        return this.#char(part.source, next)
      case 'sequence':
        return part.parts.reduceRight<Go>((after, each) => this.compile(each, after), next)
      case 'choice':
        return this.#choice(part.options, next)
      case 'group':
        return this.#group(part.part, part.index, next)
      case 'repeat':
        return part.part.kind === 'char' ? this.#repeatChar(part, part.part.source, next) : this.#repeat(part, next)
      case 'look':
        return this.#look(part, next)
      case 'edge':
        return this.#edge(part.source, next)
      case 'back':
      default:
        return this.#back(part.to, next)
    }
  }

  /** Whether the character at a place is taken, and where the next one begins; -1 if not. */
  #one(source: string): (text: string, at: number) => number {
    const test = new RegExp(`^(?:${source})$`, this.#flags.replace('m', ''))
    const seen = new Map<string, boolean>()
    return (text, at) => {
      if (at >= text.length) return -1
      const code = this.#unicode ? text.codePointAt(at) : undefined
      const char = code !== undefined && code > 0xffff ? text.slice(at, at + 2) : (text[at] as string)
      let takes = seen.get(char)
      if (takes === undefined) {
        takes = test.test(char)
        if (seen.size < 1000) seen.set(char, takes)
      }
      return takes ? at + char.length : -1
    }
  }

  #char(source: string, next: Go): Go {
    const one = this.#one(source)
    return (at, state) => {
      const after = one(state.text, at)
      return after === -1 ? -1 : next(after, state)
    }
  }

  #choice(options: readonly Part[], next: Go): Go {
    const ways = options.map((option) => this.compile(option, next))
    return (at, state) => {
      for (const way of ways) {
        step(state)
        const end = way(at, state)
        if (end !== -1) return end
      }
      return -1
    }
  }

  #group(part: Part, index: number, next: Go): Go {
    const opened: number[] = []
    const inner = this.compile(part, (at, state) => {
      const before = [state.starts[index], state.ends[index]] as const
      const start = opened.pop() as number
      state.starts[index] = start
      state.ends[index] = at
      const end = next(at, state)
      opened.push(start)
      if (end === -1) restore(state, index, before)
      return end
    })
    return (at, state) => {
      opened.push(at)
      try {
        return inner(at, state)
      } finally {
        opened.pop()
      }
    }
  }

  /** A repeated single character needs no recursion: count, then give back one by one. */
  #repeatChar({ min, max, lazy }: Extract<Part, { kind: 'repeat' }>, source: string, next: Go): Go {
    const one = this.#one(source)
    return (at, state) => {
      const places = [at]
      const take = () => {
        step(state)
        const after = one(state.text, places.at(-1) as number)
        if (after !== -1) places.push(after)
        return after !== -1
      }
      const enough = lazy ? min : max
      while (places.length - 1 < enough && take());
      if (places.length - 1 < min) return -1
      for (;;) {
        step(state)
        const end = next(places.at(-1) as number, state)
        if (end !== -1) return end
        if (lazy) {
          if (places.length - 1 >= max || !take()) return -1
        } else {
          places.pop()
          if (places.length - 1 < min) return -1
        }
      }
    }
  }

  #repeat({ part, min, max, lazy, groups }: Extract<Part, { kind: 'repeat' }>, next: Go): Go {
    const turns: { count: number; from: number }[] = []
    const again = (at: number, state: State, count: number, from: number): number => {
      step(state)
      // A turn that took nothing ends the repeat, or it would go on forever.
      if (count > min && at === from) return -1
      const leave = () => (count >= min ? next(at, state) : -1)
      const enter = () => (count < max ? turn(at, state, count) : -1)
      const first = lazy ? leave() : enter()
      return first !== -1 ? first : lazy ? enter() : leave()
    }
    const body = this.compile(part, (at, state) => {
      const { count, from } = turns.pop() as { count: number; from: number }
      const end = again(at, state, count, from)
      turns.push({ count, from })
      return end
    })
    const turn = (at: number, state: State, count: number): number => {
      const kept = keep(state, groups)
      turns.push({ count: count + 1, from: at })
      const end = body(at, state)
      turns.pop()
      if (end === -1) kept()
      return end
    }
    return (at, state) => again(at, state, 0, -1)
  }

  #look({ part, behind, negative }: Extract<Part, { kind: 'look' }>, next: Go): Go {
    let target = -1
    const inner = this.compile(part, behind ? (at) => (at === target ? at : -1) : (at) => at)
    const holds = (at: number, state: State): boolean => {
      if (!behind) return inner(at, state) !== -1
      const outer = target
      target = at
      try {
        for (let from = at; from >= 0; from--) {
          step(state)
          if (inner(from, state) !== -1) return true
        }
        return false
      } finally {
        target = outer
      }
    }
    return (at, state) => {
      const kept = negative ? [[...state.starts], [...state.ends]] : undefined
      const held = holds(at, state)
      // What groups took inside is forgotten: nothing of it has matched.
      if (kept !== undefined) {
        state.starts.splice(0, Infinity, ...(kept[0] as number[]))
        state.ends.splice(0, Infinity, ...(kept[1] as number[]))
      }
      return held === negative ? -1 : next(at, state)
    }
  }

  #edge(source: '^' | '$' | '\\b' | '\\B', next: Go): Go {
    const lines = this.#flags.includes('m')
    const ends = (char: string | undefined) => char === '\n' || char === '\r' || char === '\u2028' || char === '\u2029'
    const word = (char: string | undefined) => char !== undefined && /\w/.test(char)
    const holds = (text: string, at: number): boolean => {
      if (source === '^') return at === 0 || (lines && ends(text[at - 1]))
      if (source === '$') return at === text.length || (lines && ends(text[at]))
      return (word(text[at - 1]) !== word(text[at])) === (source === '\\b')
    }
    return (at, state) => (holds(state.text, at) ? next(at, state) : -1)
  }

  #back(to: number | string, next: Go): Go {
    const index = typeof to === 'number' ? to : (this.#names.get(to) ?? 0)
    const same = this.#flags.includes('i') ? (text: string) => text.toLowerCase() : (text: string) => text
    return (at, state) => {
      const end = state.ends[index]
      if (end === undefined) return next(at, state)
      const taken = state.text.slice(state.starts[index], end)
      spend(taken.length >>> 6)
      return same(state.text.slice(at, at + taken.length)) === same(taken) ? next(at + taken.length, state) : -1
    }
  }
}

function restore(state: State, index: number, [start, end]: readonly [number | undefined, number | undefined]): void {
  state.starts[index] = start as number
  state.ends[index] = end as number
}

/** Each turn of a repeat starts with its groups empty; the returned function brings the old ones back. */
function keep(state: State, [first, last]: readonly [number, number]): () => void {
  const before = Array.from(
    { length: Math.max(0, last - first + 1) },
    (_, offset) => [state.starts[first + offset], state.ends[first + offset]] as const,
  )
  for (let index = first; index <= last; index++) restore(state, index, [undefined, undefined])
  return () => {
    for (const [offset, pair] of before.entries()) restore(state, first + offset, pair)
  }
}
