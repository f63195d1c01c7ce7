const closing: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' }
const word = /[\p{L}\p{N}_$]/u

/**
 * What stands directly before the end of a piece of code and is one value: `$json.list[0]` of `1 + $json.list[0]`. Read
 * from the back, because what comes before need not be complete.
 */
export function operandAtEnd(code: string): string | undefined {
  const end = code.trimEnd().length
  let at = end
  for (;;) {
    const part = partBefore(code, at)
    if (part === undefined) return undefined
    at = part
    const before = linkBefore(code, at)
    if (before === undefined) return code.slice(at, end)
    at = before
  }
}

/** Where the name, the brackets or the text before a place begins; brackets belong to what they follow. */
function partBefore(code: string, end: number): number | undefined {
  let at = end
  for (let sign = code[at - 1]; sign !== undefined && closing[sign] !== undefined; sign = code[at - 1]) {
    const open = openingOf(code, at - 1)
    if (open === undefined) return undefined
    at = open
    // A list or something in parentheses can also stand for itself.
    if (!isFollowed(code[at - 1])) return at
  }
  const sign = code[at - 1]
  if (sign === "'" || sign === '"' || sign === '`') return textStart(code, at - 1)
  let start = at
  while (start > 0 && word.test(code[start - 1] ?? '')) start--
  return start === end ? undefined : start
}

const isFollowed = (sign: string | undefined) =>
  sign !== undefined && (word.test(sign) || closing[sign] !== undefined || `'"\``.includes(sign))

/** The place before a dot, with or without a question mark. */
function linkBefore(code: string, at: number): number | undefined {
  const before = code.slice(0, at).trimEnd()
  if (!before.endsWith('.') || before.endsWith('..')) return undefined
  return before.length - (before.endsWith('?.') ? 2 : 1)
}

function openingOf(code: string, close: number): number | undefined {
  const open: string[] = []
  for (let at = close; at >= 0; at--) {
    const sign = code[at] ?? ''
    if (sign === "'" || sign === '"' || sign === '`') {
      const start = textStart(code, at)
      if (start === undefined) return undefined
      at = start
    } else if (closing[sign] !== undefined) open.push(closing[sign])
    else if (sign === open.at(-1)) {
      open.pop()
      if (open.length === 0) return at
    } else if ('([{'.includes(sign)) return undefined
  }
  return undefined
}

function textStart(code: string, end: number): number | undefined {
  const quote = code[end]
  for (let at = end - 1; at >= 0; at--) if (code[at] === quote && code[at - 1] !== '\\') return at
  return undefined
}
