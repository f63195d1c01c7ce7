import type { WorkflowDocument } from '@steward/contract/workflow'
import type { en } from '../../locale/en/index.ts'

/** The words have a form for one and a form for many. */
type Stem<Key> = Key extends `${infer Name}_${'one' | 'other'}` ? Name : Key
export type CommandName = Exclude<Stem<keyof (typeof en)['edit']>, 'undone' | 'redone'>

/** What a person does to a document: pure, named in the words of `locale/en/edit.ts`, undone and redone as one step. */
export type Command = {
  readonly name: CommandName
  /** For the words of the name: `{ count: 3 }`, `{ node: 'Wait' }`. */
  readonly values?: Readonly<Record<string, string | number>>
  /** The document afterwards; the same object where nothing is to be done. */
  readonly apply: (document: WorkflowDocument) => WorkflowDocument
  /** Commands with the same key that follow each other soon are one step, as letters typed into a field are. */
  readonly mergeKey?: string
}
