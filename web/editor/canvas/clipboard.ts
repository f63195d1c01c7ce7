import type { WorkflowDocument } from '@steward/contract/workflow'
import { convertWorkflow } from '../../api/workflows.ts'
import type { Fragment } from '../model/fragment.ts'

/** Under this name our own form lies beside n8n's in one text, so that both programs can read it. */
const ownName = 'stewardNodes'

const documentAround = (fragment: Fragment): WorkflowDocument => ({
  steward: 1,
  name: 'Copied',
  settings: { executionOrder: 'v1' },
  ...fragment,
})

/** What is put on the clipboard at once, while the browser still listens. */
export const ownText = (fragment: Fragment): string => JSON.stringify({ [ownName]: documentAround(fragment) }, null, 2)

/** The same with what n8n reads; it takes a question to the server, which knows its names of nodes. */
export async function sharedText(fragment: Fragment): Promise<string> {
  const document = documentAround(fragment)
  const { n8n } = await convertWorkflow(JSON.stringify(document))
  const { nodes, connections, pinData } = n8n as Record<string, unknown>
  return JSON.stringify({ nodes, connections, ...(pinData === undefined ? {} : { pinData }), [ownName]: document }, null, 2)
}

export type Read = { readonly fragment: Fragment; readonly notices: readonly string[] }

/** Nodes out of a text: ours as they are, everything else as the import reads it. Throws with a sentence where there are none. */
export async function readFragment(text: string): Promise<Read> {
  const own = ownIn(text)
  const { document, notices } = await convertWorkflow(own === undefined ? text : JSON.stringify(own))
  const { nodes, edges, groups, pins } = document
  return {
    fragment: { nodes, edges, ...(groups === undefined ? {} : { groups }), ...(pins === undefined ? {} : { pins }) },
    notices: own === undefined ? notices : [],
  }
}

function ownIn(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[ownName] : undefined
  } catch {
    return undefined
  }
}
