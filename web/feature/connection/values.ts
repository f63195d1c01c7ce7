import type { ConnectionKind } from '@steward/contract/api/connection'

type Values = Readonly<Record<string, unknown>>

/** The title of the first field that has to be filled and is not. */
export const missingField = (kind: ConnectionKind, values: Values): string | undefined =>
  kind.fields.find((field) => field.required && (values[field.name] === undefined || values[field.name] === ''))?.title

/** What to send: fields that were touched; an untouched or emptied secret stays as it is stored. */
export const changedValues = (kind: ConnectionKind, values: Values): Record<string, unknown> =>
  Object.fromEntries(
    kind.fields.flatMap(({ name, secret }) =>
      values[name] === undefined || (secret && values[name] === '') ? [] : [[name, values[name]]],
    ),
  )
