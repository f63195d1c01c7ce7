import { NodeError } from '@steward/sdk/node'
import { makeRegex } from '#engine/expression'

const delimited = /^\/(.*)\/([dgimsuvy]*)$/s

/** A regular expression as people write it in a field: `a+b`, or `/a+b/i` with flags. */
export function toPattern(text: string): RegExp {
  const [, source = text, flags = ''] = delimited.exec(text) ?? []
  try {
    // `g` and `y` make a pattern remember where it stopped, which no comparison wants.
    return makeRegex(source, flags.replaceAll(/[gy]/g, ''))
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new NodeError(`"${text}" is not a regular expression: ${reason}`, { cause: error, retryable: false })
  }
}
