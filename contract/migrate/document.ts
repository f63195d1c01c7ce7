import { documentFormat } from '../workflow.ts'

type Json = Record<string, unknown>

/** Takes a document of format `n` to format `n + 1`. Pure; it never throws away what it does not know. */
export type MigrationStep = (document: Json) => Json

/** By the format a step starts from. Format 1 is the first, so there is nothing to climb yet. */
const steps: ReadonlyMap<number, MigrationStep> = new Map()

/** Brings a document of an older format to the newest one, step by step. The problem is a sentence for the person who opened it. */
export function migrateDocument(
  raw: Json,
  ladder: { readonly steps: ReadonlyMap<number, MigrationStep>; readonly newest: number } = { steps, newest: documentFormat },
): { readonly document: Json } | { readonly problem: string } {
  const format = raw['steward']
  if (typeof format !== 'number' || !Number.isInteger(format) || format < 1) {
    return { problem: `"steward" names the format of the document and must be a whole number from 1, not ${brief(format)}.` }
  }
  if (format > ladder.newest) {
    return {
      problem: `The document has format ${format}, this Steward reads up to ${ladder.newest}: it was written by a newer version.`,
    }
  }
  let document = raw
  for (let at = format; at < ladder.newest; at++) {
    const step = ladder.steps.get(at)
    if (step === undefined) return { problem: `Documents of format ${at} can no longer be read.` }
    document = { ...step(document), steward: at + 1 }
  }
  return { document }
}

function brief(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}
