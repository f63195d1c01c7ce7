/** The first match at or after a place. */
export function execOnce(regex: RegExp, text: string, from: number): RegExpExecArray | null {
  const native = new RegExp(regex.source, regex.sticky || regex.global ? regex.flags : `${regex.flags}g`)
  native.lastIndex = from
  return native.exec(text)
}
