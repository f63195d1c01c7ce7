import type { NodeKind, Workflow } from '@steward/contract/api/workflow'
import { useNavigate } from '@tanstack/react-router'
import { Eye } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCreateWorkflow } from '../../api/workflows.ts'
import type { Host } from '../../editor/canvas/desk.ts'
import { Stage } from '../../editor/canvas/stage.tsx'
import { drawGraph } from '../../editor/model/graph.ts'
import { place } from '../../editor/model/place.ts'
import type { RunState } from '../../editor/model/run-state.ts'
import type { Editor } from '../../editor/session/editor.ts'
import { usePresence } from '../../editor/session/use-presence.ts'
import { useEditorState } from '../../editor/session/use-editor.ts'
import { FirstRun } from './start/first-run.tsx'
import { StartBar } from './start-bar.tsx'
import type { LastRun } from './use-last-run.ts'
import { usePin } from './use-pin.ts'
import css from './workflow-page.module.css'

type Props = {
  readonly workflow: Workflow
  readonly editor: Editor
  readonly kinds: ReadonlyMap<string, NodeKind>
  readonly run: LastRun
  readonly states: RunState | undefined
  readonly planned: ReadonlyMap<string, string> | undefined
  readonly opened: string | undefined
  /** Makes a version of what is drawn. */
  readonly onVersion: () => Promise<unknown>
  readonly onOpen: (nodeId: string | undefined) => void
}

/** The canvas of a workflow with what its page knows: how it runs, how it starts, who else is there. */
export function EditorStage({ workflow, editor, kinds, run, states, planned, opened, onVersion, onOpen }: Props) {
  const document = useEditorState(editor, (state) => state.document)
  const navigate = useNavigate()
  const create = useCreateWorkflow()
  const pin = usePin(editor, run)
  // Nothing moves because something else was moved: the stretch is that of the document as it was opened.
  const [stretch] = useState(() => place(document).stretch)
  const ended = states !== undefined && !run.isRunning
  const drawing = useMemo(
    () => drawGraph({ document, kinds, run: states, ended, planned, stretch }),
    [document, kinds, states, ended, planned, stretch],
  )
  usePresence(editor, workflow.summary.id, opened)
  const host: Host = {
    open: onOpen,
    opened,
    run: run.isRunning ? undefined : () => run.start(undefined),
    runTo: run.isRunning ? undefined : (until) => run.run({ until }),
    pin: editor.mayWrite ? pin : undefined,
    webhooks: workflow.webhooks,
    problems: workflow.problems,
    openWorkflow: (workflowId) => void navigate({ to: '/workflows/$workflowId', params: { workflowId } }),
    createWorkflow: editor.mayWrite ? async (made) => (await create.mutateAsync(made)).summary : undefined,
  }
  const showNode = (nodeId: string) => {
    editor.select([nodeId])
    onOpen(nodeId)
  }
  return (
    <Stage editor={editor} kinds={kinds} drawing={drawing} host={host} hint={<Hint editor={editor} workflow={workflow} />}>
      <StartBar workflow={workflow} run={run} onNode={showNode} />
      <FirstRun workflow={workflow} editor={editor} run={run} onVersion={onVersion} />
    </Stage>
  )
}

/** What to do with an empty canvas, and why nothing can be done with one that is only to be read. */
function Hint({ editor, workflow }: { readonly editor: Editor; readonly workflow: Workflow }) {
  const { t } = useTranslation('canvas')
  const isEmpty = useEditorState(editor, (state) => state.document.nodes.length === 0)
  if (!editor.mayWrite)
    return (
      <p className={css['readOnly']} role="status">
        <Eye size={14} aria-hidden />
        {t(workflow.summary.status === 'archived' ? 'readOnlyArchived' : 'readOnly')}
      </p>
    )
  return isEmpty ? (
    <div className={css['empty']}>
      <h2>{t('emptyTitle')}</h2>
      <p>{t('emptyText')}</p>
    </div>
  ) : null
}
