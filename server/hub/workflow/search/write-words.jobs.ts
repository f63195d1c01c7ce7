import type { Logger } from 'pino'
import { Rounds } from '#base/rounds'
import type { Databases } from '#db'
import type { WorkflowTables } from '../workflow.tables.ts'
import { lockWordless, writeWords } from './search.store.ts'
import { wordsOf } from './words.ts'

const documentsMax = 50
/** An older program beside this one may save documents without words for as long as an update takes. */
const pollMs = 10 * 60_000

/** Writes the words of documents that were saved before there were words, a few at a time. */
export class WordWriter {
  private readonly parts: { readonly db: Databases; readonly log: Logger }
  private rounds: Rounds | undefined

  constructor(parts: WordWriter['parts']) {
    this.parts = parts
  }

  start(): void {
    const { db, log } = this.parts
    const onError = (err: unknown) => log.error({ err }, 'words of workflows could not be written')
    this.rounds = new Rounds({ round: () => writeSomeWords(db), onError, pollMs })
  }

  async stop(): Promise<void> {
    await this.rounds?.stop()
  }
}

/** Whether there may be more. */
export async function writeSomeWords(db: Databases): Promise<boolean> {
  return await db.transaction<WorkflowTables, boolean>('workflow', async (tx) => {
    const documents = await lockWordless(tx, documentsMax)
    for (const { id, name, description, nodes } of documents) {
      await writeWords(tx, id, wordsOf({ name, nodes, ...(description === null ? {} : { description }) }))
    }
    return documents.length === documentsMax
  })
}
