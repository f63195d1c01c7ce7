import type { WorkflowDocument } from '@steward/contract/workflow'

/** A workflow from a file, with what was chosen, changed or left out on the way, in sentences. */
export type ReadWorkflow = { readonly document: WorkflowDocument; readonly notices: string[] }

export type ReadFile =
  | {
      readonly workflows: ReadWorkflow[]
      /** Why entries of a list were passed over. */
      readonly skipped: string[]
    }
  | { readonly problem: string }
