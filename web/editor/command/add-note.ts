import { type WorkflowNode, stickyNoteType } from '@steward/contract/workflow'
import { addNode } from './add-node.ts'
import type { Command } from './command.ts'

/** A note of the usual size, to be written on. */
export function addNote(note: Pick<WorkflowNode, 'id' | 'name' | 'position'>): Command {
  const node: WorkflowNode = {
    ...note,
    type: stickyNoteType,
    version: 1,
    parameters: { content: '', width: 240, height: 160, color: 1 },
    settings: {},
  }
  return { ...addNode(node), name: 'addNote' }
}
