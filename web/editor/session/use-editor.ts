import type { Workflow } from '@steward/contract/api/workflow'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { call } from '../../api/call.ts'
import { useReachable } from '../../api/reachability.ts'
import { useCan, useSession } from '../../api/session.ts'
import { workflowQuery } from '../../api/workflows.ts'
import { Editor, type EditorState } from './editor.ts'
import { findLeftDrafts, forgetDraft, keepDraft, type LocalDraft, liveAs } from './local-drafts.ts'
import type { Peer } from './sync.ts'

/** The editor of a workflow, for as long as the component lives. */
export function useEditor(workflow: Workflow): Editor {
  const session = useSession()
  const mayWrite = useCan()('workflow:write') && workflow.summary.status !== 'archived'
  const [opened] = useState(() => openEditor(workflow, { userId: session.user.id, mayWrite }))
  const reachable = useReachable()
  useEffect(() => opened.start(), [opened])
  useEffect(() => {
    if (reachable) opened.editor.retry()
  }, [opened, reachable])
  useLeaving(opened.editor)
  useStoredDocument(opened.editor, workflow)
  return opened.editor
}

/** A part of the editor's state; a component draws anew only when that part is another one. */
export function useEditorState<T>(editor: Editor, select: (state: EditorState) => T): T {
  return useSyncExternalStore(editor.subscribe, () => select(editor.state()))
}

type Opened = { readonly editor: Editor; readonly start: () => () => void }

function openEditor(workflow: Workflow, { userId, mayWrite }: { readonly userId: string; readonly mayWrite: boolean }): Opened {
  const { id } = workflow.summary
  const client = crypto.randomUUID()
  const own = { workflowId: id, userId, client }
  const stored = { document: workflow.document, revision: workflow.revision }
  const editor = new Editor({
    stored,
    mayWrite,
    peer: peerOf(id, client),
    onUnsent: ({ revision }, changes) => {
      keepDraft({ ...own, revision, changes, atMs: Date.now() }).catch(() => undefined)
    },
  })
  /** What was left where nobody has changed anything since goes on by itself; otherwise the person is asked. */
  const takeUpLeft = (drafts: readonly LocalDraft[]) => {
    for (const draft of drafts) {
      if (draft.revision !== stored.revision) editor.leave(draft)
      else {
        editor.takeUp(draft)
        forgetDraft(draft).catch(() => undefined)
      }
    }
  }
  const start = () => {
    const die = liveAs(client)
    if (mayWrite) findLeftDrafts(own).then(takeUpLeft, () => undefined)
    return () => {
      void editor.flush().catch(() => undefined)
      die()
    }
  }
  return { editor, start }
}

function peerOf(id: string, client: string): Peer {
  return {
    client,
    send: (since, changes) =>
      call('POST /workflows/:id/changes', {
        params: { id },
        body: { client, since, changes: changes.map((change) => ({ id: change.id, ops: change.ops.map(asSent) })) },
      }),
    read: (since) => call('GET /workflows/:id/changes', { params: { id }, query: { since } }),
    load: async () => {
      const { document, revision } = await call('GET /workflows/:id', { params: { id } })
      return { document, revision }
    },
  }
}

const asSent = ({ path, value, at }: { readonly path: readonly string[]; readonly value?: unknown; readonly at?: number }) => ({
  path: [...path],
  ...(value === undefined ? {} : { value }),
  ...(at === undefined ? {} : { at }),
})

/** Whoever leaves while something is not stored is asked by the browser; it is kept on the device all the same. */
function useLeaving(editor: Editor) {
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (editor.state().saving.kind === 'saved') return
      void editor.flush().catch(() => undefined)
      event.preventDefault()
    }
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [editor])
}

/** The workflow as it was read may be newer than what the editor knows: others have changed it, or it was restored. */
function useStoredDocument(editor: Editor, workflow: Workflow) {
  const client = useQueryClient()
  const { revision } = workflow
  useEffect(() => editor.hear(revision), [editor, revision])
  // What is read next shows what was done here.
  useEffect(
    () => () => void client.invalidateQueries({ queryKey: workflowQuery(workflow.summary.id).queryKey }),
    [client, workflow.summary.id],
  )
}
