import type { Desk } from '../desk.ts'
import { type ActionName, keyOf } from '../keys.ts'
import { arrangeActions } from './arrange-actions.ts'
import { buildActions } from './build-actions.ts'
import { clipboardActions } from './clipboard-actions.ts'
import { historyActions } from './history-actions.ts'
import { lookActions } from './look-actions.ts'
import { selectActions } from './select-actions.ts'

export type Action = {
  /** Absent: always. */
  readonly isPossible?: (desk: Desk) => boolean
  readonly run: (desk: Desk) => void
}
export type Actions = Readonly<Record<ActionName, Action>>

const actions: Actions = {
  ...buildActions,
  ...clipboardActions,
  ...historyActions,
  ...selectActions,
  ...arrangeActions,
  ...lookActions,
  subWorkflow: {
    isPossible: (desk) => desk.host().createWorkflow !== undefined && desk.editor.state().selection.size > 0,
    run: (desk) => desk.ask({ kind: 'subWorkflow' }),
  },
}

/** Whether the action does anything at the moment; what changes the workflow is not for those who may only read it. */
export const isPossible = (desk: Desk, name: ActionName): boolean =>
  (keyOf(name).isForAll === true || desk.editor.mayWrite) && (actions[name].isPossible?.(desk) ?? true)

export function runAction(desk: Desk, name: ActionName): void {
  if (isPossible(desk, name)) actions[name].run(desk)
}
