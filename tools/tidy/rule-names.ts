import { basename } from 'node:path/posix'
import { isCode, isTest, type Rule } from './source.ts'

/** File names that say nothing and therefore take in everything. */
const emptyNames =
  /^(utils?|helpers?|service|manager|types?|constants?|common|misc|interfaces?|shared|stuff)\.|[-.](utils?|helpers?|service|manager|types|constants|dto|entity)\.tsx?$/

export const fileNames: Rule = {
  name: 'a file is named by what is in it',
  sees: isCode,
  faults({ path }) {
    const name = basename(path)
    // Texts that every page shows have no better name.
    if (emptyNames.test(name) && !path.startsWith('web/locale/')) return [`${path}: name it by its noun or its verb and noun`]
    return /^[a-z0-9.-]+$/.test(name.replace(/\.tsx?$/, '')) ? [] : [`${path}: file names are kebab-case`]
  },
}

const measures = new Set([
  'timeout',
  'delay',
  'size',
  'duration',
  'amount',
  'ttl',
  'interval',
  'latency',
  'elapsed',
  'age',
  'backoff',
])
const numberNames =
  /\b(\w+)\??\s*:\s*(?:number\b|Type\.(?:Optional\(\s*Type\.)?(?:Number|Integer)\b)|\bconst\s+(\w+)\s*=\s*[\d_]/g
/** `requestTimeout` measures, `message` does not. */
const lastWord = (name: string) =>
  name
    .split(/(?=[A-Z])|_/)
    .at(-1)
    ?.toLowerCase() ?? ''
/** These are numbers of things, which need no unit. */
const counts = /^(batch|pool|page|chunk|sample|queue|group)_?size$/i

export const units: Rule = {
  name: 'a number that measures something says its unit',
  // Parameters of nodes keep the names that n8n gave them, and code inside the sandbox those of Node.
  sees: (path) => isCode(path) && !/^(server\/nodes|connectors|server\/engine\/worker\/inside)\//.test(path),
  faults({ path, bare }) {
    const names = [...bare.matchAll(numberNames)].map((match) => match[1] ?? match[2] ?? '')
    // In a component `size` is the side of a square in pixels, as everywhere in React.
    const isSide = (name: string) => name === 'size' && path.endsWith('.tsx')
    const unitless = names.filter((name) => !counts.test(name) && !isSide(name) && measures.has(lastWord(name)))
    return [...new Set(unitless)].map(
      (name) => `${path}: say the unit of "${name}", last: ${name}Ms, ${name}Bytes, ${name}Micros …`,
    )
  },
}

/** From docs/glossary.md: a word that an exported name may not use, and the one that it uses instead. */
const words: readonly (readonly [RegExp, string])[] = [
  [/credential/i, 'connection'],
  [/(workflow|node)_?runs?([A-Z_]|$)/i, 'execution'],
  [/(workflow|execution)_?instance/i, 'execution'],
  [/(workflow|node)_?steps?([A-Z_]|$)/i, 'node'],
  [/^integrations?([A-Z]|$)/i, 'connector'],
  [/project(s|Id)?$/i, 'workspace'],
  [/(Dto|Entity|Impl|Utils?|Helpers?)$/, 'the plain noun'],
]

/** Whoever signs in shows credentials; there the word is right. */
const signIn = /^server\/(http|hub\/identity)\//

const exported = /\bexport\s+(?:default\s+)?(?:async\s+)?(?:function\*?|const|let|class|type|interface)\s+(\w+)/g

export const glossary: Rule = {
  name: 'exported names use the words of the glossary',
  sees: (path) => isCode(path) && /^(contract|sdk|server|web)\//.test(path) && !isTest(path),
  faults({ path, bare }) {
    return [...bare.matchAll(exported)].flatMap(([, name = '']) => {
      const word = words.find(([pattern, better]) => pattern.test(name) && !(better === 'connection' && signIn.test(path)))
      return word === undefined ? [] : [`${path}: "${name}": the word here is ${word[1]} (docs/glossary.md)`]
    })
  },
}

export const openEnds: Rule = {
  name: 'no open ends',
  sees: (path) => isCode(path) && !path.startsWith('tools/tidy'),
  faults({ path, text }) {
    const faults = /\bFIXME\b/.test(text) ? [`${path}: FIXME cannot be merged`] : []
    const undated = [...text.matchAll(/\bTODO\b(?!\s*\(?(?:\d{4}-\d{2}-\d{2}|#\d+))/g)]
    return undated.length === 0 ? faults : [...faults, `${path}: a TODO carries a date or an issue, as TODO(2026-12-31)`]
  },
}
