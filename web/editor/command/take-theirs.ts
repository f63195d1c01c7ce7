import { applyOps } from '@steward/contract/change'
import type { Clash } from '../session/sync.ts'
import type { Command } from './command.ts'

/** Sets what somebody else had set, in the place of what was set here. */
export function takeTheirs({ op }: Clash): Command {
  return { name: 'takeTheirs', values: { name: op.path.at(-1) ?? '' }, apply: (document) => applyOps(document, [op]) }
}
