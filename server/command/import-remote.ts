import { request } from 'undici'
import type { ImportLine } from '@steward/contract/api/workflow'
import { readSettings } from '#base/settings'
import { brokenLine } from '#engine/document'

export type ImportFile = { readonly file: string; readonly content: string }

type Installation = { readonly url: string; readonly key: string }
type Answer = { readonly status: number; readonly body: Record<string, unknown> }

/** One request carries at most so much, so that a folder of any size fits the limits of the server and of proxies before it. */
const batchBytesMax = 4_000_000
const batchFilesMax = 100
const answerTimeoutMs = 120_000

/**
 * Sends files to the running installation, batch by batch, and prints a line
 * for each as its answer comes in. Returns a sentence when the installation
 * cannot be used at all.
 */
export async function postImport(
  files: readonly ImportFile[],
  wanted: { readonly activate: boolean; readonly workspace: string | undefined },
  print: (line: ImportLine) => void,
): Promise<string | undefined> {
  const key = process.env['STEWARD_API_KEY']?.trim()
  if (key === undefined || key === '') {
    return 'An import needs an API key: make one with "steward api-key create --name import" and set STEWARD_API_KEY to it. To only look at the files, add --check.'
  }
  const to: Installation = { url: (process.env['STEWARD_URL'] ?? readSettings().publicUrl).replace(/\/+$/, ''), key }
  try {
    const refusal = wanted.workspace === undefined ? undefined : await otherWorkspace(to, wanted.workspace)
    if (refusal !== undefined) return refusal
    for (const batch of batchesOf(files)) {
      const { status, body } = await call(to, 'POST', '/workflows/import', { files: batch, activate: wanted.activate })
      if (status === 401) return `${to.url} does not accept the API key in STEWARD_API_KEY; it may have expired or been revoked.`
      if (status === 200 && Array.isArray(body['lines'])) for (const line of body['lines'] as ImportLine[]) print(line)
      else for (const { file } of batch) print(brokenLine(file, `The installation answered ${status}: ${detailOf(body)}`))
    }
  } catch (error) {
    const message =
      error instanceof Error ? error.message || ((error as NodeJS.ErrnoException).code ?? error.name) : String(error)
    return `${to.url} cannot be reached (${message}). Is Steward running there? STEWARD_URL names another address.`
  }
  return undefined
}

function* batchesOf(files: readonly ImportFile[]): Generator<ImportFile[]> {
  let batch: ImportFile[] = []
  let sizeBytes = 0
  for (const file of files) {
    const fileBytes = Buffer.byteLength(file.content)
    if (batch.length > 0 && (batch.length >= batchFilesMax || sizeBytes + fileBytes > batchBytesMax)) {
      yield batch
      batch = []
      sizeBytes = 0
    }
    batch.push(file)
    sizeBytes += fileBytes
  }
  if (batch.length > 0) yield batch
}

/** A key belongs to one workspace; naming another one must not import into the wrong place. */
async function otherWorkspace(to: Installation, name: string): Promise<string | undefined> {
  const { status, body } = await call(to, 'GET', '/session')
  if (status !== 200) return `${to.url} did not say to which workspace the API key belongs (${status}: ${detailOf(body)})`
  const { workspace } = body as { workspace?: { id?: string; name?: string } }
  if (workspace?.name === name || workspace?.id === name) return undefined
  return `The API key belongs to the workspace "${workspace?.name ?? '?'}", not to "${name}". Nothing was imported.`
}

async function call(to: Installation, method: 'GET' | 'POST', path: string, body?: unknown): Promise<Answer> {
  const answer = await request(`${to.url}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${to.key}`,
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    body: body === undefined ? null : JSON.stringify(body),
    headersTimeout: answerTimeoutMs,
    bodyTimeout: answerTimeoutMs,
  })
  const text = await answer.body.text()
  return { status: answer.statusCode, body: parsed(text) }
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    // Not every proxy between here and the installation answers in JSON.
    return {}
  }
}

function detailOf(body: Record<string, unknown>): string {
  const said = body['detail'] ?? body['title']
  return typeof said === 'string' ? said : 'the answer is not one of Steward; check STEWARD_URL.'
}
