import { type HttpCall, NodeError } from '@steward/sdk/node'
import type { Granted } from './ask-gate.ts'
import type { EffectGate } from './gate.ts'

/**
 * A call of an effect that the gate has let through, held to the places that it was asked about. Where a page, a redirect or
 * the address in a connection leads elsewhere, the policies are asked once more: nothing goes where they deny it, or where
 * one asks that was not asked. Throws `NodeError`.
 */
export async function keepToPlaces(
  gate: Pick<EffectGate, 'preview'> | undefined,
  granted: Granted | undefined,
  call: HttpCall,
): Promise<HttpCall> {
  if (gate === undefined || granted === undefined) return call
  await requirePlace(gate, granted, call.url)
  return {
    ...call,
    onRedirect: async (url) => {
      await requirePlace(gate, granted, url)
      await call.onRedirect?.(url)
    },
  }
}

async function requirePlace(gate: Pick<EffectGate, 'preview'>, { action, note }: Granted, address: string): Promise<void> {
  // What is no address is refused by who calls it.
  const host = URL.parse(address.trim())?.host
  if (host === undefined || action.targets.includes(host)) return
  const { answer, policies } = await gate.preview({ ...action, target: host, targets: [host] })
  if (answer === 'allow') return
  const asked = new Set(note.g?.policies.map(({ id, version }) => `${id} ${version}`))
  const others = answer === 'deny' ? policies : policies.filter(({ id, version }) => !asked.has(`${id} ${version}`))
  if (others.length === 0) return
  const names = others.map(({ name }) => `“${name}”`).join(', ')
  const message =
    answer === 'deny'
      ? `The call leads to ${host}, and that is denied by ${names}.`
      : `The call leads to ${host}, and nobody was asked about that, as ${names} wants.`
  const details = { refused: 'denied', policies: others.map(({ id, name, version }) => ({ id, name, version })) }
  throw new NodeError(message, {
    description: 'An address that stands in the node itself is asked about before it is called.',
    details,
    retryable: false,
  })
}
