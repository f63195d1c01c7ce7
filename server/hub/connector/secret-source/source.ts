/** A place where secrets are kept. Every workspace has a part of it to itself, if the place has parts. */
export type SecretSource = {
  /** The secret of that name; throws `SourceFailure` when there is none or the place does not answer. */
  read(wanted: { readonly workspaceId: string; readonly name: string; readonly field: string | undefined }): Promise<string>
}

export class SourceFailure extends Error {
  override readonly name = 'SourceFailure'
  /** Whether asking again later may help. */
  readonly passing: boolean

  constructor(message: string, more: { readonly passing: boolean; readonly cause?: unknown }) {
    super(message, more.cause === undefined ? {} : { cause: more.cause })
    this.passing = more.passing
  }
}

/** One field of a secret that is a JSON object, or all of it. */
export function fieldOf(secret: string, name: string, field: string | undefined): string {
  if (field === undefined) return secret
  let values: unknown
  try {
    values = JSON.parse(secret)
  } catch {
    throw new SourceFailure(`The secret "${name}" is not JSON, so it has no field "${field}".`, { passing: false })
  }
  return textOf((values as Record<string, unknown> | null)?.[field], name, field)
}

export function textOf(value: unknown, name: string, field: string): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw new SourceFailure(`The secret "${name}" has no field "${field}" with a text.`, { passing: false })
}

/** The place in a store that belongs to a workspace. */
export const placeOf = (prefix: string, workspaceId: string): string => prefix.replaceAll('{workspace}', workspaceId)
