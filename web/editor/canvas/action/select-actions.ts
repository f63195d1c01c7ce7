import { neighbourOf, streamOf, type Direction } from '../../model/selecting.ts'
import { type Desk, documentOf, reveal } from '../desk.ts'
import type { Actions } from './actions.ts'
import { selected, selectedGroup, single } from './build-actions.ts'

const walk = (direction: Direction) => ({
  isPossible: (desk: Desk) => documentOf(desk).nodes.length > 0,
  run: (desk: Desk) => {
    const from = selected(desk).at(-1)?.id
    const to = neighbourOf(documentOf(desk), from, direction)
    if (to !== undefined) show(desk, to)
  },
})

/** Selects a node and brings it into view; what is open beside the canvas follows. */
export function show(desk: Desk, id: string): void {
  desk.editor.select([id])
  reveal(desk, id)
  if (desk.host().opened !== undefined) desk.host().open(id)
  focusNode(id)
}

/** The focus goes along, so that a screen reader says where it is. */
export function focusNode(id: string): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`)?.focus())
}

const stream = (where: 'before' | 'after') => ({
  isPossible: (desk: Desk) => selected(desk).length > 0,
  run: (desk: Desk) => {
    const ids = new Set(selected(desk).map(({ id }) => id))
    desk.editor.select(streamOf(documentOf(desk), ids, where))
  },
})

const webhookOf = (desk: Desk) => desk.host().webhooks?.find(({ node }) => node === single(desk)?.name)
const copyText = (desk: Desk, text: string | undefined) => {
  if (text === undefined) return
  desk.say(text, true)
  void navigator.clipboard?.writeText(text).catch(() => undefined)
}

export const selectActions: Pick<
  Actions,
  | 'open'
  | 'leave'
  | 'walkLeft'
  | 'walkRight'
  | 'walkUp'
  | 'walkDown'
  | 'selectAll'
  | 'selectBefore'
  | 'selectAfter'
  | 'openSubWorkflow'
  | 'copyUrl'
  | 'copyTestUrl'
> = {
  open: {
    isPossible: (desk) => single(desk) !== undefined,
    run: (desk) => desk.host().open(single(desk)!.id),
  },
  leave: { run: leave },
  walkLeft: walk('left'),
  walkRight: walk('right'),
  walkUp: walk('up'),
  walkDown: walk('down'),
  selectAll: { run: (desk) => desk.editor.select(documentOf(desk).nodes.map(({ id }) => id)) },
  selectBefore: stream('before'),
  selectAfter: stream('after'),
  openSubWorkflow: {
    isPossible: (desk) => calledWorkflow(desk) !== undefined && desk.host().openWorkflow !== undefined,
    run: (desk) => desk.host().openWorkflow?.(calledWorkflow(desk)!),
  },
  copyUrl: { isPossible: (desk) => webhookOf(desk) !== undefined, run: (desk) => copyText(desk, webhookOf(desk)?.url) },
  copyTestUrl: {
    isPossible: (desk) => webhookOf(desk) !== undefined,
    run: (desk) => copyText(desk, webhookOf(desk)?.testUrl),
  },
}

/** One thing at a time: what is open beside the canvas, then the selection. */
function leave(desk: Desk) {
  const { open, opened } = desk.host()
  if (opened !== undefined) open(undefined)
  else desk.editor.select([])
}

function calledWorkflow(desk: Desk): string | undefined {
  const node = selectedGroup(desk) === undefined ? single(desk) : undefined
  if (node?.type !== 'execute_workflow') return undefined
  const chosen = node.parameters['workflowId']
  const id: unknown = typeof chosen === 'object' && chosen !== null ? (chosen as { value?: unknown }).value : chosen
  return typeof id === 'string' && id !== '' && !id.startsWith('=') ? id : undefined
}
