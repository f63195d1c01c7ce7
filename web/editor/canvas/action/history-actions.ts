import i18next from 'i18next'
import type { Step } from '../../session/history.ts'
import type { Desk } from '../desk.ts'
import type { Actions } from './actions.ts'

/** What a step did, in words. */
export const stepWords = ({ name, values }: Step): string =>
  i18next.t(name, { ns: 'edit', count: 1, node: '', from: '', to: '', name: '', ...values })

const told = (desk: Desk, word: 'undone' | 'redone', step: Step | undefined) => {
  if (step !== undefined) desk.say(i18next.t(word, { ns: 'edit', what: stepWords(step) }), true)
}

export const historyActions: Pick<Actions, 'undo' | 'redo'> = {
  undo: {
    isPossible: (desk) => desk.editor.state().done !== undefined,
    run: (desk) => told(desk, 'undone', desk.editor.undo()),
  },
  redo: {
    isPossible: (desk) => desk.editor.state().undone !== undefined,
    run: (desk) => told(desk, 'redone', desk.editor.redo()),
  },
}
