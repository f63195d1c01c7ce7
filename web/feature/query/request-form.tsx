import type { Instance } from '@steward/contract/api/instance'
import type { Query } from '@steward/contract/api/query'
import { Button } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { Send, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sentenceOf } from '../../api/problem.ts'
import { useChangeQuery, useSubmitQuery } from '../../api/queries.ts'
import { Problem } from '../../ui/feedback.tsx'
import { Page } from '../../ui/page.tsx'
import { DetailFields } from './detail-fields.tsx'
import { type Draft, type DraftFault, emptyDraft, faultOf, sharedBody } from './draft.ts'
import { maskedOf } from './masked-of.ts'
import { Outlook } from './outlook.tsx'
import { PlaceFields } from './place-fields.tsx'
import css from './query.module.css'
import { Review, useFindingCount } from './review.tsx'
import { TextField } from './text-field.tsx'
import { useAnalysis } from './use-analysis.ts'
import { useDraft } from './use-draft.ts'

type Props = {
  readonly instances: readonly Instance[]
  /** What a new request begins with, such as another one. */
  readonly start: Draft
  /** The request that is changed; without it a new one is made. */
  readonly changed?: Query
}

/** A request: where, what, why, and at the right what the review has to say while it is typed. */
export function RequestForm({ instances, start, changed }: Props) {
  const { t } = useTranslation('query')
  // As it was looked at; should it change meanwhile, the server refuses instead of losing that.
  const [query] = useState(changed)
  const navigate = useNavigate()
  const name = query === undefined ? (start.clonedFrom === null ? 'new' : `copy.${start.clonedFrom}`) : `change.${query.id}`
  const { draft, set, isOld, discard } = useDraft(name, start)
  const [fault, setFault] = useState<DraftFault>()
  const instance = instances.find(({ id }) => id === draft.instanceId)
  const analysis = useAnalysis(draft, instance?.maySubmit === true)
  const submission = useSubmit(query)
  const submit = () => {
    const found = faultOf(draft, new Date())
    setFault(found)
    if (found !== undefined || submission.isPending) return
    submission.send(draft, ({ id }) => {
      discard()
      void navigate({ to: '/queries/$queryId', params: { queryId: id } })
    })
  }
  const change = (part: Partial<Draft>) => {
    setFault(undefined)
    set(part)
  }
  return (
    <Page
      bare
      title={query === undefined ? t('newTitle') : t('changeTitle')}
      crumb={<Link to="/queries">{t('queries', { ns: 'common' })}</Link>}
      actions={
        <>
          {isOld || draft.text !== start.text ? (
            <Button className="hide-s" leftSection={<Trash2 size={14} aria-hidden />} onClick={discard}>
              {t('discard')}
            </Button>
          ) : null}
          <Button variant="filled" leftSection={<Send size={14} aria-hidden />} loading={submission.isPending} onClick={submit}>
            {t(query === undefined ? 'submit' : 'submitChange')}
          </Button>
        </>
      }
    >
      <div className={css['split']}>
        <div className={css['left']}>
          {query?.status === 'approved' ? <p className={css['banner']}>{t('changeVoids')}</p> : null}
          {query?.status === 'pending' ? <p className={css['banner']}>{t('changeAsksAnew')}</p> : null}
          {isOld ? <p className={css['kept']}>{t('draftKept')}</p> : null}
          <PlaceFields instances={instances} draft={draft} set={change} isFixed={query !== undefined} />
          {fault === 'instance' || fault === 'database' || fault === 'text' ? (
            <p role="alert" className={css['fault']}>
              {t(`fault_${fault}`)}
            </p>
          ) : null}
          {submission.error === null ? null : (
            <div className={css['problem']}>
              <Problem title={t('notSubmitted')} text={sentenceOf(submission.error)} />
            </div>
          )}
          <TextField
            draft={draft}
            set={change}
            instance={instance}
            findings={analysis.answer?.analysis.findings ?? none}
            isFixed={query !== undefined}
            onSubmit={submit}
          />
          <DetailFields
            draft={draft}
            set={change}
            fault={fault}
            limits={query === undefined ? (instance?.limits ?? null) : null}
          />
        </div>
        <ReviewAside analysis={analysis} instance={instance} draft={draft} />
      </div>
    </Page>
  )
}

const none: readonly never[] = []

type AsideProps = {
  readonly analysis: ReturnType<typeof useAnalysis>
  readonly instance: Instance | undefined
  readonly draft: Draft
}

function ReviewAside({ analysis, instance, draft }: AsideProps) {
  const { t } = useTranslation('query')
  const count = useFindingCount()
  const { answer, error, isAskable, isCurrent } = analysis
  const limits = instance && {
    ...instance.limits,
    statementMs: draft.statementMs ?? instance.limits.statementMs,
    rows: draft.rows ?? instance.limits.rows,
  }
  return (
    <aside className={css['aside']} aria-label={t('review')}>
      <section aria-busy={isAskable && !isCurrent}>
        <div className="row">
          <h2>{t('review')}</h2>
          <span className="sp" />
          <span className="xs dim" role="status">
            {isAskable && !isCurrent && error === null ? t('checking') : count(answer?.analysis ?? null)}
          </span>
        </div>
        {!isAskable ? <p className={css['quiet']}>{t(instance === undefined ? 'reviewChoose' : 'reviewType')}</p> : null}
        {error === null ? null : <Problem title={t('notReviewed')} text={sentenceOf(error)} onRetry={analysis.retry} />}
        {answer === undefined || error !== null ? null : (
          <div className={css['answered']} data-old={!isCurrent || undefined}>
            <Outlook answer={answer} />
            <Review analysis={answer.analysis} limits={limits} masked={maskedOf(answer.analysis, instance?.masked ?? [])} />
          </div>
        )}
      </section>
      {instance === undefined ? null : (
        <section>
          <h2>{t('schema')}</h2>
          <p className={css['quiet']}>{t('schemaLead')}</p>
          <Link className="link" to="/queries/schema/$instanceId" params={{ instanceId: instance.id }} target="_blank">
            {t('openSchema', { name: instance.name })}
          </Link>
        </section>
      )}
    </aside>
  )
}

/** Sends a new request, or what was changed of one, by the version that was looked at. */
function useSubmit(query: Query | undefined) {
  const make = useSubmitQuery()
  const change = useChangeQuery()
  const used = query === undefined ? make : change
  const send = (draft: Draft, onSuccess: (made: Query) => void) => {
    const { instanceId, database, form, fileName, statementMs, rows, clonedFrom } = draft
    if (instanceId === null || database === null) return
    if (query !== undefined) {
      change.mutate({ id: query.id, version: query.version, database, ...sharedBody(draft) }, { onSuccess })
      return
    }
    const limits = { ...(statementMs === null ? {} : { statementMs }), ...(rows === null ? {} : { rows }) }
    const body = { instanceId, database, form, fileName: form === 'script' ? fileName : null, limits, ...sharedBody(draft) }
    make.mutate({ ...body, ...(clonedFrom === null ? {} : { clonedFrom }) }, { onSuccess })
  }
  return { send, isPending: used.isPending, error: used.error }
}

export const startWith = (instance: Instance | undefined): Draft =>
  instance === undefined ? emptyDraft : { ...emptyDraft, instanceId: instance.id, database: instance.databases[0] ?? null }
