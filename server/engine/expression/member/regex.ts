import { execRegex, testRegex } from '../regex/operate.ts'
import { methods } from './method.ts'
import { toText } from './text.ts'

export const regexMethods = methods({
  test: (regex: RegExp, [text]) => testRegex(regex, toText(text)),
  exec: (regex: RegExp, [text]) => execRegex(regex, toText(text)),
  toString: (regex: RegExp) => regex.toString(),
})

export const regexProperties: ReadonlySet<string> = new Set([
  'source', 'flags', 'lastIndex', 'global', 'ignoreCase', 'multiline', 'sticky', 'unicode', 'dotAll', 'hasIndices', 'unicodeSets',
]) // prettier-ignore
