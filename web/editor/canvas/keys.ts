import { isStep, type KeyPress } from '../../shell/keys.ts'

export type KeyGroup = 'build' | 'change' | 'select' | 'arrange' | 'look' | 'run'

type Entry = {
  /** As `shell/keys.ts` writes them. The first is shown; the others are heard as well. */
  readonly keys: readonly string[]
  readonly group: KeyGroup
  /** `page`: heard wherever nothing is being typed. Everything else only while the canvas, or nothing, has the focus. */
  readonly scope?: 'page'
  /** Absent: only for whoever may change the workflow. */
  readonly isForAll?: true
}

/**
 * Every key of the canvas. What hears them, the menus, the tooltips and the list under `?` read this table. Tab is not
 * among them: it leads on to the next control and out of the canvas again, whatever has the focus.
 */
export const canvasKeys = {
  add: { keys: ['n', '/'], group: 'build', scope: 'page' },
  addNote: { keys: ['shift+s'], group: 'build' },
  connect: { keys: ['c'], group: 'build' },
  replace: { keys: ['r'], group: 'build' },
  duplicate: { keys: ['mod+d'], group: 'build' },
  copy: { keys: ['mod+c'], group: 'build', isForAll: true },
  cut: { keys: ['mod+x'], group: 'build' },
  paste: { keys: ['mod+v'], group: 'build' },
  undo: { keys: ['mod+z'], group: 'change', scope: 'page' },
  redo: { keys: ['mod+shift+z', 'mod+y'], group: 'change', scope: 'page' },
  rename: { keys: ['f2'], group: 'change' },
  disable: { keys: ['d'], group: 'change' },
  pin: { keys: ['p'], group: 'change' },
  remove: { keys: ['delete', 'backspace'], group: 'change' },
  subWorkflow: { keys: ['alt+x'], group: 'change' },
  open: { keys: ['enter'], group: 'select', isForAll: true },
  leave: { keys: ['escape'], group: 'select', isForAll: true },
  walkLeft: { keys: ['arrowleft'], group: 'select', isForAll: true },
  walkRight: { keys: ['arrowright'], group: 'select', isForAll: true },
  walkUp: { keys: ['arrowup'], group: 'select', isForAll: true },
  walkDown: { keys: ['arrowdown'], group: 'select', isForAll: true },
  selectAll: { keys: ['mod+a'], group: 'select', isForAll: true },
  selectBefore: { keys: ['shift+arrowleft'], group: 'select', isForAll: true },
  selectAfter: { keys: ['shift+arrowright'], group: 'select', isForAll: true },
  openSubWorkflow: { keys: ['mod+shift+o'], group: 'select', isForAll: true },
  copyUrl: { keys: ['alt+u'], group: 'select', isForAll: true },
  copyTestUrl: { keys: ['alt+shift+u'], group: 'select', isForAll: true },
  moveLeft: { keys: ['alt+arrowleft'], group: 'arrange' },
  moveRight: { keys: ['alt+arrowright'], group: 'arrange' },
  moveUp: { keys: ['alt+arrowup'], group: 'arrange' },
  moveDown: { keys: ['alt+arrowdown'], group: 'arrange' },
  tidy: { keys: ['alt+shift+t'], group: 'arrange' },
  alignLeft: { keys: ['alt+shift+arrowleft'], group: 'arrange' },
  alignRight: { keys: ['alt+shift+arrowright'], group: 'arrange' },
  alignTop: { keys: ['alt+shift+arrowup'], group: 'arrange' },
  alignBottom: { keys: ['alt+shift+arrowdown'], group: 'arrange' },
  alignCentre: { keys: ['alt+shift+c'], group: 'arrange' },
  alignMiddle: { keys: ['alt+shift+m'], group: 'arrange' },
  distributeAcross: { keys: ['alt+shift+h'], group: 'arrange' },
  distributeDown: { keys: ['alt+shift+v'], group: 'arrange' },
  group: { keys: ['mod+g'], group: 'arrange' },
  ungroup: { keys: ['mod+shift+g'], group: 'arrange' },
  fold: { keys: ['alt+g'], group: 'arrange' },
  find: { keys: ['mod+f'], group: 'look', scope: 'page', isForAll: true },
  outline: { keys: ['o'], group: 'look', scope: 'page', isForAll: true },
  map: { keys: ['m'], group: 'look', isForAll: true },
  nextProblem: { keys: ['e'], group: 'look', isForAll: true },
  zoomIn: { keys: ['+', '='], group: 'look', isForAll: true },
  zoomOut: { keys: ['-'], group: 'look', isForAll: true },
  fit: { keys: ['1'], group: 'look', isForAll: true },
  actualSize: { keys: ['0'], group: 'look', isForAll: true },
  run: { keys: ['mod+enter'], group: 'run', scope: 'page', isForAll: true },
  runTo: { keys: ['shift+enter'], group: 'run', isForAll: true },
} as const satisfies Record<string, Entry>

export type ActionName = keyof typeof canvasKeys
export const actionNames = Object.keys(canvasKeys) as ActionName[]
export const keyOf = (name: ActionName): Entry => canvasKeys[name]

/** The action that a press means, if any. */
export function actionOf(press: KeyPress, isApple?: boolean): ActionName | undefined {
  return actionNames.find((name) => keyOf(name).keys.some((keys) => isStep(keys, press, isApple)))
}
