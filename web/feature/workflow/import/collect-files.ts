import type { ImportFile } from '../../../api/workflows.ts'

/** The server takes requests up to a limit; a single workflow beyond this is not one. */
export const fileBytesMax = 16_000_000
/** How much goes into one request, so that a thousand files show progress and none is refused for the size of the others. */
const batchBytesMax = 4_000_000
const batchFilesMax = 50

export type Refused = { readonly file: string; readonly bytes: number }

/** The files among them that can be workflows, read as text. */
export async function collectFiles(
  files: readonly File[],
): Promise<{ readonly files: ImportFile[]; readonly refused: Refused[] }> {
  const candidates = files.filter((file) => isCandidate(file.name))
  const refused = candidates.filter((file) => file.size > fileBytesMax).map((file) => ({ file: pathOf(file), bytes: file.size }))
  const taken = candidates.filter((file) => file.size <= fileBytesMax)
  return { files: await Promise.all(taken.map(async (file) => ({ file: pathOf(file), content: await file.text() }))), refused }
}

const isCandidate = (name: string): boolean => /\.json$/i.test(name) && !name.startsWith('.')
const pathOf = (file: File): string => (file.webkitRelativePath || file.name).slice(-500)

export function batches(files: readonly ImportFile[]): ImportFile[][] {
  const made: ImportFile[][] = []
  let bytes = 0
  for (const file of files) {
    const current = made.at(-1)
    if (current === undefined || current.length >= batchFilesMax || bytes + file.content.length > batchBytesMax) {
      made.push([file])
      bytes = file.content.length
    } else {
      current.push(file)
      bytes += file.content.length
    }
  }
  return made
}
