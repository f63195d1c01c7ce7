export { refusalOf } from './address.ts'
export { createNet } from './lazy-net.ts'
export type { Net, NetSettings } from './net.ts'
