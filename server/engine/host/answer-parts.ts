import type { AnswerPart } from '@steward/sdk/node'
import type { PlanNode } from '#engine/core'

/** A part of an answer as the caller reads it, one JSON text per line; the names are those n8n's callers know. */
export type SentPart = {
  readonly type: AnswerPart['type']
  readonly content?: string
  readonly metadata: {
    readonly nodeId: string
    readonly nodeName: string
    readonly itemIndex: number
    readonly runIndex: number
    /** Milliseconds since 1970. */
    readonly timestamp: number
  }
}

/** Takes the parts of an answer; false when nobody listens any more. */
export type PartSink = (part: SentPart) => Promise<boolean>

export function sentPart(
  { type, content, itemIndex = 0 }: AnswerPart,
  at: { readonly node: PlanNode; readonly runIndex: number; readonly nowMs: number },
): SentPart {
  const { id, name } = at.node.node
  const text = typeof content === 'string' ? content : JSON.stringify(content)
  return {
    type,
    ...(content === undefined ? {} : { content: text }),
    metadata: { nodeId: id, nodeName: name, itemIndex, runIndex: at.runIndex, timestamp: at.nowMs },
  }
}
