import type { Logger } from 'pino'
import type { Databases } from '#db'
import { DocumentMemory } from './document-memory.ts'
import { Presences } from './presences.ts'

export type Edit = {
  readonly workspaceId: string
  readonly workflowId: string
  readonly revision: number
  /** The page that made the newest change. */
  readonly client: string
}

/** What a process knows of the workflows that people edit at the moment. */
export class LiveDrafts {
  readonly memory = new DocumentMemory()
  readonly presences: Presences
  /** Called after an edit is committed. */
  onEdited: (edit: Edit) => void = () => {}

  constructor(options: { readonly db: Databases; readonly log: Logger }) {
    this.presences = new Presences(options)
  }
}
