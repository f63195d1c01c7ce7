import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** The named files, and every `.json` below the named folders, in the order of names. */
export function findWorkflowFiles(paths: readonly string[]): { readonly files: string[] } | { readonly problem: string } {
  const missing = paths.find((path) => !existsSync(path))
  if (missing !== undefined) return { problem: `There is no file or folder "${missing}".` }
  const files = paths.flatMap((path) => (statSync(path).isDirectory() ? filesBelow(path) : [path]))
  return files.length === 0 ? { problem: `There is no .json file in ${paths.map((path) => `"${path}"`).join(', ')}.` } : { files }
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json') && !/(^|[/\\])node_modules([/\\]|$)/.test(entry.parentPath))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }))
}

/** The text of a file. Editors on Windows also save as UTF-16, which they announce by a mark at the front. */
export function readTextFile(path: string): string {
  const bytes = readFileSync(path)
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  return bytes.toString('utf8')
}
