import { toText } from '#engine/data'
import type { Item, JsonValue, NodeCall } from '@steward/sdk/node'
import { flag, text } from '../parameter.ts'

const style = {
  table: "style='border-spacing:0; font-family:helvetica,arial,sans-serif'",
  head: "style='margin:0; padding:7px 20px 7px 0px; border-bottom:1px solid #eee; text-align:left; color:#888; font-weight:normal'",
  cell: "style='margin:0; padding:7px 20px 7px 0px; border-bottom:1px solid #eee'",
}

/** One HTML table with a row per item and a column per field. Values go in as they are: they may be HTML themselves. */
export function makeTable(call: NodeCall): Item[] {
  if (call.items.length === 0) return []
  const names = [...new Set(call.items.flatMap((item) => Object.keys(item.json)))]
  const styled = !flag(call, 'options.customStyling', 0)
  const attributes = (part: string, own: string) => `${own} ${text(call, `options.${part}Attributes`, 0)}`
  const cell = attributes('cell', styled ? style.cell : '')
  const row = attributes('row', '')
  const title = flag(call, 'options.capitalize', 0) ? capitalized : (name: string) => name
  const caption = text(call, 'options.caption', 0)

  const head = names.map((name) => `<th>${title(name)}</th>`).join('')
  const body = call.items.map(
    ({ json }) => `<tr ${row}>${names.map((name) => `<td ${cell}>${shown(json[name])}</td>`).join('')}</tr>`,
  )
  const table =
    `<table ${attributes('table', styled ? style.table : '')}>` +
    (caption === '' ? '' : `<caption>${caption}</caption>`) +
    `<thead ${attributes('header', styled ? style.head : '')}><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table>`
  return [{ json: { table }, pairedItem: call.items.map((_, item) => ({ item })) }]
}

function shown(value: JsonValue | undefined): string {
  if (value === true) return '<input type="checkbox" checked="checked"/>'
  if (value === false) return '<input type="checkbox"/>'
  return value === undefined || value === null ? '' : toText(value)
}

const capitalized = (name: string) =>
  name
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ')
