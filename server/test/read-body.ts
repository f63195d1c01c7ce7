import type { Json } from './running.ts'

/** What an answer holds: JSON as it says, anything else as `text`; an export is many lines of JSON and no JSON. */
export function readBody(text: string, contentType: string | null): Json {
  if (text === '') return {}
  return /^application\/(problem\+)?json\b/.test(contentType ?? '') ? (JSON.parse(text) as Json) : { text }
}
