/** What the process of a script is told first. */
export type ScriptStart = {
  readonly text: string
  readonly prelude: string
  readonly memoryBytes: number
  readonly deadline: number
}

/** What it asks for; each is answered before it goes on. Values are Extended JSON. */
export type ScriptAsk =
  | {
      readonly ask: 'call'
      readonly path: readonly string[]
      readonly args: readonly unknown[]
      readonly modifiers: readonly (readonly [string, readonly unknown[]])[]
    }
  | { readonly ask: 'fetch'; readonly cursor: number }
  | { readonly ask: 'close'; readonly cursor: number }
  | { readonly ask: 'print'; readonly text: string }

export type ScriptEnd =
  | { readonly end: 'done' }
  | {
      readonly end: 'failed'
      readonly reason: 'error' | 'time' | 'memory' | 'output'
      readonly message: string
      readonly line: number | null
    }

/** One answer. `cursor` is null when all documents are in it. */
export type ScriptAnswer =
  | { readonly value: unknown }
  | { readonly documents: readonly unknown[]; readonly cursor: number | null }

/** Longer than this no message may be, in bytes. */
export const longestScriptMessageBytes = 20 * 1024 * 1024
