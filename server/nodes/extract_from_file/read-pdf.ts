import type { JsonObject, NodeCall } from '@steward/sdk/node'
import { runHeavy } from '../run-heavy.ts'
import type { PdfInput } from './pdf-task.ts'

const task = new URL('pdf-task.ts', import.meta.url)

/** Reads the text and the facts of a PDF. */
export function readPdf(call: NodeCall, input: PdfInput): Promise<JsonObject> {
  return runHeavy<JsonObject>(call, task, input)
}
