import type { HttpAnswer, NodeCall } from '@steward/sdk/node'
import { probeLimits } from '@steward/sdk/probe'
import { readAccess } from './authenticate.ts'
import { addressOf } from './encode.ts'
import { readCurrent } from './read-current.ts'
import { readOld } from './read-old.ts'
import type { Access } from './request.ts'
import { send } from './send.ts'

const nothing: Access = { secrets: [] }

/** Asks an address as the call itself would have: with the connection of the node, where it is the same service. */
export async function askAddress(call: NodeCall, url: string): Promise<HttpAnswer> {
  const request = await (call.node.version < 3 ? readOld : readCurrent)(call, call.items[0] ?? { json: {} }, 0)
  const access = isSameOrigin(url, addressOf(request)) ? await readAccess(call, request) : nothing
  const plain = { ...request, method: 'GET', url, query: [], headers: {}, body: { kind: 'none' } as const }
  return send(call, { ...plain, timeoutMs: probeLimits.timeoutMs }, access)
}

function isSameOrigin(a: string, b: string): boolean {
  return URL.canParse(a) && URL.canParse(b) && new URL(a).origin === new URL(b).origin
}
