import type { NodeView } from '@steward/sdk/node'

export type InstanceReference = { readonly id: string | null; readonly name: string }

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/**
 * The instance as the parameter names it, written out or picked from a list. Undefined for none, and for an expression: what
 * is asked for at the gate has to be known before anything is worked out.
 */
export function referenceIn({ parameters }: NodeView): InstanceReference | undefined {
  const given = parameters['instance']
  if (typeof given === 'string') return asReference(given)
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return undefined
  const { mode, value, cachedResultName } = given
  if (typeof value !== 'string') return undefined
  if (mode === 'name') return isWritten(value) ? { id: null, name: value.trim() } : undefined
  const reference = asReference(value)
  return typeof cachedResultName === 'string' && reference?.id !== null && reference !== undefined
    ? { ...reference, name: cachedResultName }
    : reference
}

const isWritten = (value: string) => value.trim() !== '' && !value.startsWith('=')

function asReference(value: string): InstanceReference | undefined {
  if (!isWritten(value)) return undefined
  const name = value.trim()
  return { id: uuid.test(name) ? name : null, name }
}

/** As the connection that it is. */
export function namedInstance(node: NodeView): Readonly<Record<string, InstanceReference>> {
  const reference = referenceIn(node)
  return reference === undefined ? {} : { database: reference }
}
