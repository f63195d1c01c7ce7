export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'code'
      readonly code: string
      readonly closed: boolean
      /** Where the code begins. */ readonly from: number
    }

/**
 * Cuts a template into fixed text and the code between `{{` and `}}`. A
 * backslash in front of either keeps it from being a border.
 */
export function splitTemplate(template: string): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  while (at < template.length) {
    const open = findBorder(template, '{{', at)
    if (open === -1) break
    if (open > at) pieces.push({ kind: 'text', text: template.slice(at, open) })
    const close = findBorder(template, '}}', open + 2)
    const code = template.slice(open + 2, close === -1 ? undefined : close)
    pieces.push({ kind: 'code', code: code.replaceAll('\\}}', '}}'), closed: close !== -1, from: open + 2 })
    at = close === -1 ? template.length : close + 2
  }
  if (at < template.length) pieces.push({ kind: 'text', text: template.slice(at) })
  return pieces
}

function findBorder(template: string, border: string, from: number): number {
  let at = template.indexOf(border, from)
  while (at > 0 && template[at - 1] === '\\') at = template.indexOf(border, at + 1)
  return at
}
