/** Makes a regular expression of the language; throws `SyntaxError` for a pattern that is none. */
export function makeRegex(pattern: string, flags: string): RegExp {
  return new RegExp(pattern, flags)
}
