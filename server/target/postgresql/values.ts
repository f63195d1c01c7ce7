import type { ResultColumn } from '../target.ts'
import type { WireColumn } from './portal.ts'
import type { HiddenColumns } from './relations.ts'
import type { Session } from './session.ts'

/** What is shown in place of a hidden value, whatever the value is. */
export const mask = '••••'

export type Column = ResultColumn & { readonly toJson: (text: string) => unknown }

const asIs = (text: string): unknown => text

function number(text: string): unknown {
  const value = Number(text)
  // NaN and Infinity are no JSON.
  return Number.isFinite(value) ? value : text
}

function json(text: string): unknown {
  // A number that JavaScript cannot hold exactly would silently become another.
  return /\d{16}/.test(text) ? text : (JSON.parse(text) as unknown)
}

const bytes = (text: string): unknown => Buffer.from(text.slice(2), 'hex').toString('base64')

/** By the number of the type. All else is kept as PostgreSQL writes it, so that nothing is rounded: bigint and numeric, dates as ISO. */
const conversions: Readonly<Record<number, (text: string) => unknown>> = {
  16: (text) => text === 't',
  17: bytes,
  21: number,
  23: number,
  26: number,
  700: number,
  701: number,
  114: json,
  3802: json,
}

/** What a person sees of the columns. The wire tells from which column of which table a value comes, under whatever name. */
export async function columnsOf(
  session: Session,
  wire: readonly WireColumn[],
  { hidden, names, positions }: { hidden: HiddenColumns; names: ReadonlySet<string>; positions: ReadonlySet<number> },
): Promise<Column[]> {
  const types = await session.rows(
    `select format_type(asked.id::oid, asked.modifier::integer) as name from unnest($1::text[], $2::text[]) with ordinality as asked(id, modifier, place) order by place`,
    [wire.map((one) => String(one.typeId)), wire.map((one) => String(one.typeModifier))],
  )
  return wire.map((one, at) => {
    const isHidden = hidden.get(one.tableId)?.numbers.has(one.columnNumber) ?? false
    const isUnsure = one.tableId === 0 && (names.has(one.name) || positions.has(at))
    return {
      name: one.name,
      type: types[at]?.['name'] ?? 'unknown',
      isMasked: isHidden || isUnsure,
      toJson: conversions[one.typeId] ?? asIs,
    }
  })
}

export function valueOf({ isMasked, toJson }: Column, text: string | null): unknown {
  if (isMasked) return mask
  return text === null ? null : toJson(text)
}
