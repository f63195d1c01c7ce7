/** The way from the data of an item to a value in it. */
export type FieldPath = readonly (string | number)[]

const identifier = /^[\p{L}_$][\p{L}\p{N}_$]*$/u

/** `.order.lines[0]["odd name"]`: what is written behind the data of an item. */
export function pathText(path: FieldPath): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : identifier.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`))
    .join('')
}

/** `$('Get order')` */
export const nodeText = (name: string) => `$('${name.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}')`

/** What reads the value for the item that is worked on: of what comes straight in, or of an earlier node. */
export function fieldCode(path: FieldPath, node: string | undefined): string {
  return `${node === undefined ? '$json' : `${nodeText(node)}.item.json`}${pathText(path)}`
}

/** Code as a parameter holds it; `}}` within it would end it too early. */
export const asExpression = (code: string) => `{{ ${code.replaceAll('}}', '\\}}')} }}`

/** The same way as people of other tools write it: `order.lines[0].name`. */
export const plainPath = (path: FieldPath) => pathText(path).replace(/^\./, '')

/** Whether a place of a text lies between `{{` and `}}`. */
export function isInBraces(text: string, at: number): boolean {
  const before = text.slice(0, at)
  const open = before.lastIndexOf('{{')
  return open !== -1 && !before.slice(open + 2).includes('}}')
}
