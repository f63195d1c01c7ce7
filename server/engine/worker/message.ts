import type { InsideSource } from './inside-source.ts'

/** What the server tells a worker process. */
export type ToWorker =
  | { readonly type: 'start'; readonly source: InsideSource; readonly memoryMb: number; readonly maxResultBytes: number }
  | { readonly type: 'run'; readonly id: number; readonly work: Work }
  | { readonly type: 'answer'; readonly ask: number; readonly answer: string }

/** One piece of user code. Texts of JSON pass through unread. */
export type Work = {
  readonly code: string
  readonly call: string
  readonly items: string
  readonly environment: string
  readonly timeoutMs: number
}

export type FailureKind = 'syntax' | 'timeout' | 'memory' | 'size' | 'crash'

/** What a worker process tells the server. Nothing in it is trusted. */
export type FromWorker =
  | { readonly type: 'ready' }
  | { readonly type: 'ask'; readonly id: number; readonly ask: number; readonly what: string; readonly input: string }
  | { readonly type: 'done'; readonly id: number; readonly result: string }
  | { readonly type: 'failed'; readonly id: number; readonly kind: FailureKind; readonly message: string; readonly line?: number }
