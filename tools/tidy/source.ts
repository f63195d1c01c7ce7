import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A file as the rules see it. */
export type Source = {
  /** From the root of the repository, with forward slashes. */
  readonly path: string
  readonly text: string
  /** The text without comments. */
  readonly code: string
  /** The code with the content of plain quotes taken out, so that a sentence is not mistaken for a call. */
  readonly bare: string
}

/** What a rule may know besides the file at hand. */
export type House = { readonly hubs: readonly string[]; readonly paths: ReadonlySet<string> }

export type Rule = {
  readonly name: string
  /** Which files the rule looks at. A test proves that there are some, so that no rule passes because it sees nothing. */
  sees(path: string): boolean
  /** One line per fault, each with its way out. */
  faults(source: Source, house: House): string[]
}

const folders = [
  'contract',
  'sdk',
  'connectors',
  'server',
  'web',
  'tools',
  'bench',
  'chaos',
  'e2e',
  'scripts',
  'docs',
  'examples',
]

/** Every file of the repository, without what is installed, built or kept from executions. */
export function readPaths(root: string): string[] {
  const exclude = (path: string) => /(^|[/\\])(node_modules|dist)$/.test(path)
  return [
    ...globSync('*.*', { cwd: root }),
    'LICENSE',
    ...folders.flatMap((folder) => globSync(`${folder}/**/*.*`, { cwd: root, exclude })),
  ]
    .map((path) => path.replaceAll('\\', '/'))
    .toSorted()
}

/** Those of the files that the rules read. */
export function readSources(root: string): Source[] {
  return readPaths(root)
    .filter((path) => /\.(ts|tsx|mjs|sql|md)$/.test(path))
    .map((path) => sourceOf(path, readFileSync(join(root, path), 'utf8')))
}

const pieces = /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|\/\/[^\n]*|\/\*[\s\S]*?\*\//g

export function sourceOf(path: string, text: string): Source {
  if (!/\.(ts|tsx|mjs)$/.test(path)) return { path, text, code: text, bare: text }
  const code = text.replace(pieces, (_, quoted: string | undefined) => quoted ?? '')
  const bare = code.replace(pieces, (_, quoted: string | undefined) => (quoted?.startsWith('`') ? quoted : `''`))
  return { path, text, code, bare }
}

export function importsOf({ code }: Source): string[] {
  return [...code.matchAll(/\b(?:from|import)\s*\(?\s*['"]([^'"\n]+)['"]/g)].map((match) => match[1] ?? '')
}

export const isTest = (path: string): boolean => /\.(test|e2e)\.tsx?$|(^|\/)(e2e|bench|chaos|test|simulation)\//.test(path)

export const isCode = (path: string): boolean => /\.tsx?$/.test(path)
