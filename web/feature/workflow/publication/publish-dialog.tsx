import type { Workflow, WorkflowSummary } from '@steward/contract/api/workflow'
import { Button, Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Answer } from '../../../api/call.ts'
import { sentenceOf } from '../../../api/problem.ts'
import { comparisonQuery, recordingsQuery, rehearsalQuery } from '../../../api/publications.ts'
import { useCan } from '../../../api/session.ts'
import { usePublish } from '../../../api/workflows.ts'
import { Loading } from '../../../lib/loading.tsx'
import { Problem } from '../../../ui/feedback.tsx'
import { notifyDone } from '../../../ui/notify.tsx'
import { StateCircle } from '../../../ui/state-circle.tsx'
import { EffectChanges } from '../../../lib/comparison/effect-changes.tsx'
import { VersionChanges } from '../../../lib/comparison/version-changes.tsx'
import { RehearsalReport } from './rehearsal.tsx'
import css from './publication.module.css'

type Props = { readonly workflow: Pick<WorkflowSummary, 'id' | 'name' | 'version'>; readonly onClose: () => void }

/** What a version may do, what is otherwise than in the one that is live, and what the recordings say to it, before it is live. */
export function PublishDialog({ workflow, onClose }: Props) {
  const { t } = useTranslation('publication')
  const { id, name } = workflow
  const comparison = useQuery(comparisonQuery(id))
  const publish = usePublish()
  const version = comparison.data?.to ?? workflow.version
  const review = publish.data?.review ?? null
  const wish = async () => {
    try {
      const { summary, review: waiting } = await publish.mutateAsync(id)
      if (waiting !== null) return
      onClose()
      notifyDone(t('published', { name, version: summary.publishedVersion ?? summary.version }))
    } catch {
      // It is said in the dialog.
    }
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('publishVersion', { version })}
      size={720}
      closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}
    >
      {review !== null ? (
        <Waiting review={review} onClose={onClose} />
      ) : comparison.data === undefined ? (
        <Loading query={comparison} rows={4} />
      ) : (
        <Sheet
          workflowId={id}
          compared={comparison.data}
          error={publish.error}
          isPublishing={publish.isPending}
          onClose={onClose}
          onPublish={() => void wish()}
        />
      )}
    </Modal>
  )
}

type SheetProps = {
  readonly workflowId: string
  readonly compared: Answer<'GET /workflows/:id/comparison'>
  readonly error: Error | null
  readonly isPublishing: boolean
  readonly onClose: () => void
  readonly onPublish: () => void
}

function Sheet({ workflowId, compared, error, isPublishing, onClose, onPublish }: SheetProps) {
  const { t } = useTranslation('publication')
  const { from, to: version, comparison } = compared
  const { part, mayPublish } = useRehearsalPart(workflowId, version)
  return (
    <div className={css['sheet']}>
      <p className="ink2">{from === null ? t('first') : t('follows', { from, version })}</p>
      {from === null ? (
        <section>
          <h3>{t('risk')}</h3>
          <EffectChanges effects={comparison.effects} />
        </section>
      ) : (
        <VersionChanges comparison={comparison} />
      )}
      {part}
      {error === null ? null : <Problem title={t('refused')} text={sentenceOf(error)} />}
      <div className={css['buttons']}>
        <Button onClick={onClose}>{t('cancel', { ns: 'common' })}</Button>
        <Button variant="filled" disabled={!mayPublish} loading={isPublishing} onClick={onPublish} data-autofocus>
          {t('publishVersion', { version })}
        </Button>
      </div>
    </div>
  )
}

/** What the recordings say to it, where there are any; it is not published before they are heard. */
function useRehearsalPart(workflowId: string, version: number) {
  const { t } = useTranslation('publication')
  const mayRehearse = useCan()('execution:start')
  const recordings = useQuery(recordingsQuery(workflowId))
  const count = recordings.data?.items.length ?? 0
  const rehearsal = useQuery({ ...rehearsalQuery(workflowId, version), enabled: count > 0 && mayRehearse })
  if (recordings.data === undefined) return { part: <Loading query={recordings} />, mayPublish: false }
  if (count === 0) return { part: null, mayPublish: true }
  const content = !mayRehearse ? (
    <p className="dim">{t('mayNotRehearse')}</p>
  ) : rehearsal.data === undefined ? (
    <>
      {rehearsal.isPending ? <p className="dim">{t('rehearsing', { count })}</p> : null}
      <Loading query={rehearsal} />
    </>
  ) : (
    <RehearsalReport workflowId={workflowId} rehearsal={rehearsal.data} />
  )
  return {
    part: (
      <section aria-live="polite">
        <h3>{t('rehearsal')}</h3>
        {content}
      </section>
    ),
    mayPublish: !mayRehearse || (rehearsal.data?.isClear === true && !rehearsal.isFetching),
  }
}

function Waiting({ review, onClose }: { readonly review: NonNullable<Workflow['review']>; readonly onClose: () => void }) {
  const { t } = useTranslation('publication')
  const { version, approvalId } = review
  return (
    <div className={css['sheet']} role="status">
      <div className={css['waiting']}>
        <StateCircle state="waiting" size={18} />
        <div className="sp">
          <div className="b">{t('waits', { version })}</div>
          <p className="ink2">{t('waitsText')}</p>
        </div>
      </div>
      <div className={css['buttons']}>
        <Button onClick={onClose}>{t('close', { ns: 'common' })}</Button>
        <Button variant="filled" component={Link} to={`/approvals/${approvalId}?tab=all`}>
          {t('openApproval')}
        </Button>
      </div>
    </div>
  )
}
