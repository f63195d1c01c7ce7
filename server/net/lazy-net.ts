import type { Net, NetSettings } from './net.ts'

/** The door to the outside, whose HTTP client is loaded with the first call: many processes never make one. */
export function createNet(settings: NetSettings = {}): Net {
  let opened: Promise<Net> | undefined
  const open = () => (opened ??= import('./net.ts').then((room) => room.createNet(settings)))
  return {
    request: async (call, signal) => (await open()).request(call, signal),
    close: async () => (await opened)?.close(),
  }
}
