import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useParams, useSearch } from '@tanstack/react-router'
import { Suspense, useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nodeKindsQuery, workflowQuery } from '../../api/workflows.ts'
import { useLiveEvents } from '../../api/live.ts'
import { changeNode } from '../../editor/command/change-node.ts'
import { pinData } from '../../editor/command/pin-data.ts'
import { useEditor, useEditorState } from '../../editor/session/use-editor.ts'
import { runState } from '../../editor/model/run-state.ts'
import { NodePanel } from '../../editor/panel/node-panel.tsx'
import { PendingPage } from '../../shell/pending-page.tsx'
import { PlanPanel } from './plan/plan-panel.tsx'
import { usePlan } from './plan/use-plan.ts'
import { DropZone } from './import/drop-zone.tsx'
import { ImportDialog } from './import/import-dialog.tsx'
import { useImport } from './import/use-import.ts'
import { EditorStage } from './editor-stage.tsx'
import { DraftNotices } from './draft-notices.tsx'
import { type LastRun, useLastRun } from './use-last-run.ts'
import { useVersion } from './use-version.ts'
import { WorkflowHeader } from './workflow-header.tsx'
import css from './workflow-page.module.css'

export default function WorkflowPage() {
  const { workflowId } = useParams({ from: '/inside/workflows/$workflowId' })
  return (
    <Suspense fallback={<PendingPage />}>
      <Opened key={workflowId} workflowId={workflowId} />
    </Suspense>
  )
}

function Opened({ workflowId }: { readonly workflowId: string }) {
  const { t } = useTranslation('workflow')
  const search = useSearch({ from: '/inside/workflows/$workflowId' })
  const { data: workflow } = useSuspenseQuery(workflowQuery(workflowId))
  const kindList = useQuery(nodeKindsQuery)
  const kinds = useMemo(() => new Map((kindList.data?.items ?? []).map((kind) => [kind.type, kind])), [kindList.data])
  const editor = useEditor(workflow)
  const document = useEditorState(editor, (state) => state.document)
  const isChanged = useEditorState(editor, (state) => state.saving.kind !== 'saved') || workflow.draft !== null
  const version = useVersion(editor, workflowId)
  const lastRun = useLastRun(workflowId, search.execution)
  const start: LastRun['start'] = (...how) => void version().then(() => lastRun.start(...how), ignore)
  const runPart: LastRun['run'] = (wish) => void version().then(() => lastRun.run(wish), ignore)
  const run = { ...lastRun, start, run: runPart }
  const plan = usePlan({ workflow, document, isChanged })
  const [selected, setSelected] = useState<string | undefined>(search.node)
  const importing = useImport()
  const [dialogOpen, setDialogOpen] = useState(false)
  const client = useQueryClient()
  useLiveEvents(
    { workflowId },
    {
      onEvents: (events) => {
        run.onEvents(events)
        for (const event of events) if (event.type === 'workflow.edited') editor.hear(event.revision)
        if (events.some(({ type }) => type === 'workflow.changed' || type === 'approval.changed'))
          void client.invalidateQueries({ queryKey: workflowQuery(workflowId).queryKey })
      },
      onOpen: () => {
        run.onOpen()
        void client.invalidateQueries({ queryKey: workflowQuery(workflowId).queryKey })
      },
    },
  )

  const states = useMemo(() => (run.execution === undefined ? undefined : runState(run.execution.nodes)), [run.execution])
  const node = document.nodes.find((one) => one.id === selected)
  const executions = useMemo(() => run.execution?.nodes.filter((one) => one.nodeId === selected) ?? [], [run.execution, selected])
  const before = document.edges.find((edge) => edge.kind === 'main' && edge.to.node === selected)?.from.node
  const runBefore = () => void version().then(() => lastRun.run({ until: before }), ignore)
  const close = useCallback(() => setSelected(undefined), [])
  /** A phone has no room for both. */
  const showNode = (nodeId: string) => {
    setSelected(nodeId)
    if (window.innerWidth <= 640) plan.close()
  }
  const take = (files: readonly File[]) => {
    setDialogOpen(true)
    void importing.takeFiles(files)
  }
  const takeText = (text: string) => {
    setDialogOpen(true)
    void importing.takeText(text, t('pastedName'))
  }
  return (
    <DropZone onFiles={take} onText={takeText}>
      <WorkflowHeader workflow={workflow} editor={editor} run={run} plan={plan} onVersion={version} />
      <DraftNotices editor={editor} />
      <div
        className={css['work']}
        data-thin-shell
        data-open={node !== undefined || undefined}
        data-plan={plan.isOpen || undefined}
      >
        <div className={css['stage']}>
          {kindList.isPending ? null : (
            <EditorStage
              workflow={workflow}
              editor={editor}
              kinds={kinds}
              run={run}
              states={states}
              planned={plan.planned}
              opened={selected}
              onVersion={version}
              onOpen={setSelected}
            />
          )}
        </div>
        {node === undefined ? null : (
          <NodePanel
            key={node.id}
            document={document}
            node={node}
            kind={kinds.get(node.type)}
            executions={executions}
            executionId={run.execution?.summary.id}
            onClose={close}
            onSelect={setSelected}
            onChange={editor.mayWrite ? (changed) => void editor.do(changeNode(changed, node)) : undefined}
            onRunPrevious={before === undefined || run.isRunning ? undefined : runBefore}
            onPin={editor.mayWrite ? (_nodeId, items) => void editor.do(pinData(node, items)) : undefined}
          />
        )}
        {plan.isOpen ? (
          <PlanPanel
            workflow={workflow}
            document={document}
            isChanged={isChanged}
            state={plan}
            onNode={showNode}
            onRun={run.isRunning ? undefined : () => run.start(plan.start.trigger, plan.items ?? undefined)}
          />
        ) : null}
      </div>
      <ImportDialog
        opened={dialogOpen}
        onClose={() => setDialogOpen(false)}
        importing={importing}
        onFiles={take}
        onText={takeText}
      />
    </DropZone>
  )
}

/** What could not be stored is said where the state of saving is shown. */
const ignore = () => undefined
