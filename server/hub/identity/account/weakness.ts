import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export type Weakness = 'common' | 'simple' | 'personal'

/** So much of a password must be its own, besides common words and names. */
const ownCharsMin = 6
const shortWord = 4
const shortName = 3
const rows = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'qwertzuiop',
  'yxcvbnm',
  'azertyuiop',
]

/** Why a password would be guessed soon, without asking anybody; undefined when nothing speaks against it. */
export function weaknessOf(password: string, words: readonly string[]): Weakness | undefined {
  const plain = password.normalize('NFKC').toLowerCase()
  if (isCommon(plain)) return 'common'
  if (isSimple(plain)) return 'simple'
  if (isPersonal(plain, words)) return 'personal'
  return undefined
}

/** A common password, or one with digits and signs behind it or letters written as digits. */
function isCommon(plain: string): boolean {
  const common = commonPasswords()
  const written = plain
    .replaceAll(/[@4]/g, 'a')
    .replaceAll('3', 'e')
    .replaceAll(/[1!]/g, 'i')
    .replaceAll('0', 'o')
    .replaceAll(/[$5]/g, 's')
  for (const form of [plain, written]) {
    const base = form.replace(/[^\p{L}]+$/u, '').replace(/^[^\p{L}]+/u, '')
    const own = plain.length - base.length
    if (common.has(form) || (base.length >= shortWord && own < ownCharsMin && common.has(base))) return true
  }
  return false
}

/** Few different characters, the same piece again and again, or a row of the keyboard or the alphabet. */
function isSimple(plain: string): boolean {
  if (new Set(plain).size < 5) return true
  if (/^(.{1,5}?)\1+.{0,4}$/su.test(plain)) return true
  let left = plain
  for (const row of rows) for (const run of [row, row.split('').reverse().join('')]) left = withoutRuns(left, run)
  return left.length < ownCharsMin / 2
}

/** Takes out pieces of four and more that stand in `row` in this order. */
function withoutRuns(text: string, row: string): string {
  let [kept, at] = ['', 0]
  while (at < text.length) {
    let length = 0
    while (at + length < text.length && row.includes(text.slice(at, at + length + 1))) length += 1
    if (length < shortWord) kept += text[at]
    at += length < shortWord ? 1 : length
  }
  return kept
}

function isPersonal(plain: string, words: readonly string[]): boolean {
  const own = words
    .flatMap((word) =>
      word
        .normalize('NFKC')
        .toLowerCase()
        .split(/[^\p{L}\p{N}]+/u),
    )
    .filter((word) => word.length >= shortName)
    .toSorted((a, b) => b.length - a.length)
  const left = own.reduce((text, word) => text.replaceAll(word, ''), plain)
  return left.length < plain.length && left.length < ownCharsMin
}

let known: ReadonlySet<string> | undefined

/** Read when the first password is chosen: most processes never need it. */
function commonPasswords(): ReadonlySet<string> {
  if (known !== undefined) return known
  const [, list = ''] = readFileSync(join(import.meta.dirname, 'common-passwords.txt'), 'utf8').split('\n----\n')
  return (known = new Set(list.trimEnd().split('\n')))
}
