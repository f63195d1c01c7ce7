import type { Problem } from '@steward/contract/error'

/** A refusal of the server, in its own words. `code` is stable, `message` is for the person. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem'
  readonly status: number
  readonly code: string
  readonly requestId: string | undefined
  readonly params: Readonly<Record<string, unknown>>

  constructor(problem: Partial<Problem> & { readonly status: number }) {
    super(problem.detail ?? problem.title ?? `The server answered with status ${problem.status}.`)
    this.status = problem.status
    this.code = problem.code ?? 'http.unknown'
    this.requestId = problem.requestId
    this.params = problem.params ?? {}
  }
}

/** The server could not be reached: no network, or it is being restarted. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable'

  constructor(cause: unknown) {
    super('The server cannot be reached.', { cause })
  }
}

export const hasCode = (error: unknown, code: string): boolean => error instanceof ApiProblem && error.code === code
export const hasStatus = (error: unknown, status: number): boolean => error instanceof ApiProblem && error.status === status

/** Whatever was thrown, as a sentence. */
export const sentenceOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
