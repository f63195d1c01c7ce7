import { connectorError } from '../errors.ts'

export const sourceNames = ['env', 'aws', 'vault'] as const
export type SourceName = (typeof sourceNames)[number]

/** Names a secret that is kept elsewhere: `secret://<source>/<name>`, and `#<field>` for one field of it. */
export type SecretReference = { readonly source: SourceName; readonly name: string; readonly field: string | undefined }

const scheme = 'secret://'
const part = /^[\w+=.@-]{1,200}$/

export const isReference = (value: unknown): value is string => typeof value === 'string' && value.startsWith(scheme)

/** Reads a reference; refuses one that is not written right, or that tries to leave the place its source is given. */
export function readReference(text: string): SecretReference {
  const [place = '', field, ...more] = text.slice(scheme.length).split('#')
  const [source = '', ...parts] = place.split('/')
  const known = sourceNames.find((name) => name === source)
  const isClear =
    known !== undefined &&
    more.length === 0 &&
    parts.length > 0 &&
    parts.length <= 12 &&
    parts.every((one) => part.test(one) && !/^\.+$/.test(one)) &&
    (field === undefined || part.test(field))
  if (!isClear) throw connectorError.bad_reference({ reference: text.slice(0, 200), sources: sourceNames.join(', ') })
  return { source: known, name: parts.join('/'), field }
}
