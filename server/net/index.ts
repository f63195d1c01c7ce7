export { createNet } from './lazy-net.ts'
export type { Net, NetSettings } from './net.ts'
