import type { ExecutionSummary } from '@steward/contract/api/execution'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { undoQuery } from '../../api/undo.ts'
import { shortId } from '../../lib/format.ts'
import { StateLabel } from '../../ui/state-circle.tsx'
import { mayHaveDone } from './undo-dialog.tsx'

/** Which execution this one takes back, or which takes it back. */
export function UndoFacts({ summary }: { readonly summary: ExecutionSummary }) {
  const { t } = useTranslation('execution')
  const plan = useQuery({ ...undoQuery(summary.id), enabled: mayHaveDone(summary) })
  const by = plan.data?.executions[0]
  if (summary.undoes != null) return <Other text={t('undoesText')} id={summary.undoes} />
  if (by === undefined) return null
  return (
    <>
      <Other text={t('undoneByText')} id={by.id} />
      <StateLabel state={by.status} />
    </>
  )
}

function Other({ text, id }: { readonly text: string; readonly id: string }) {
  return (
    <span className="dim nw">
      {text}{' '}
      <Link className="link num" to="/executions/$executionId" params={{ executionId: id }}>
        {shortId(id)}
      </Link>
    </span>
  )
}
