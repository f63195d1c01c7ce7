import type { ImportLine } from '@steward/contract/api/workflow'
import { brokenLine } from '#engine/document'
import { call, detailOf, type Installation, keyRefused, runningInstallation, unreachable } from './installation-api.ts'

export type ImportFile = { readonly file: string; readonly content: string }

/** One request carries at most so much, so that a folder of any size fits the limits of the server and of proxies before it. */
const batchBytesMax = 4_000_000
const batchFilesMax = 100

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
  const to = runningInstallation()
  if (to === undefined) {
    return 'An import needs an API key: make one with "steward api-key create --name import" and set STEWARD_API_KEY to it. To only look at the files, add --check.'
  }
  try {
    const refusal = wanted.workspace === undefined ? undefined : await otherWorkspace(to, wanted.workspace)
    if (refusal !== undefined) return refusal
    for (const batch of batchesOf(files)) {
      const { status, body } = await call(to, 'POST', '/workflows/import', { files: batch, activate: wanted.activate })
      if (status === 401) return keyRefused(to)
      if (status === 200 && Array.isArray(body['lines'])) for (const line of body['lines'] as ImportLine[]) print(line)
      else for (const { file } of batch) print(brokenLine(file, `The installation answered ${status}: ${detailOf(body)}`))
    }
  } catch (error) {
    return unreachable(to, error)
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
