import type { InstanceDetail } from '@steward/contract/api/instance'
import { Button, Drawer } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { instanceQuery, useChangeInstance, useCreateInstance } from '../../api/instances.ts'
import { sentenceOf } from '../../api/problem.ts'
import { Loading } from '../../lib/loading.tsx'
import { Problem } from '../../ui/feedback.tsx'
import {
  bodyOf,
  draftOfInstance,
  emptyInstance,
  faultOfInstance,
  type InstanceDraft,
  type InstanceFault,
} from './instance-draft.ts'
import { LimitFields, LoginFields, NameFields, PlaceFields } from './instance-fields.tsx'
import css from './instance.module.css'
import { MaskedFields } from './masked-fields.tsx'
import { ReaderFields } from './reader-fields.tsx'

type Props = {
  /** Undefined for a new one. */
  readonly id: string | undefined
  readonly onClose: () => void
  readonly onSaved: (detail: InstanceDetail) => void
}

/** Adds a server, or changes one. */
export function InstanceDialog({ id, onClose, onSaved }: Props) {
  const { t } = useTranslation('instance')
  const detail = useQuery({ ...instanceQuery(id ?? ''), enabled: id !== undefined, refetchOnWindowFocus: false })
  const title = id === undefined ? t('newTitle') : t('editTitle', { name: detail.data?.instance.name ?? '' })
  return (
    <Drawer
      opened
      onClose={onClose}
      title={title}
      size={640}
      closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}
      // What was typed is not lost by a click beside it.
      closeOnClickOutside={false}
    >
      {id === undefined ? (
        <Form detail={undefined} onClose={onClose} onSaved={onSaved} />
      ) : detail.data === undefined ? (
        <Loading query={detail} rows={6} />
      ) : (
        <Form key={detail.data.settings?.version} detail={detail.data} onClose={onClose} onSaved={onSaved} />
      )}
    </Drawer>
  )
}

type FormProps = Omit<Props, 'id'> & { readonly detail: InstanceDetail | undefined }

function Form({ detail, onClose, onSaved }: FormProps) {
  const { t } = useTranslation('instance')
  const create = useCreateInstance()
  const change = useChangeInstance()
  // As it was looked at: another version is refused instead of being overwritten.
  const [looked] = useState(detail)
  const [draft, setDraft] = useState<InstanceDraft>(() => (detail === undefined ? emptyInstance : draftOfInstance(detail)))
  const [fault, setFault] = useState<InstanceFault>()
  const error = create.error ?? change.error
  const set = (part: Partial<InstanceDraft>) => {
    setFault(undefined)
    setDraft((before) => ({ ...before, ...part }))
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const found = faultOfInstance(draft)
    setFault(found)
    if (found !== undefined) return
    const done = { onSuccess: onSaved }
    const { kind, limits, ...body } = bodyOf(draft)
    if (looked?.settings === undefined || looked.settings === null) {
      create.mutate({ kind, ...body, ...(limits === undefined ? {} : { limits }) }, done)
      return
    }
    const { instance, settings } = looked
    change.mutate({ id: instance.id, version: settings.version, ...body, limits: { ...instance.limits, ...limits } }, done)
  }
  const props = { draft, set, fault, isNew: detail === undefined }
  return (
    <form onSubmit={submit} className={css['form']} noValidate>
      <NameFields {...props} />
      <PlaceFields {...props} />
      <LoginFields {...props} />
      <LimitFields {...props} />
      <MaskedFields {...props} instance={detail?.instance} />
      <ReaderFields {...props} />
      <div className={css['foot']}>
        {fault === undefined ? null : (
          <p role="alert" className={css['fault']}>
            {t(`fault_${fault}`)}
          </p>
        )}
        {error === null ? null : <Problem title={t('notSaved')} text={sentenceOf(error)} />}
        <div className="row">
          <span className="xs dim sp">{detail === undefined ? '' : t('voids')}</span>
          <Button onClick={onClose}>{t('cancel', { ns: 'common' })}</Button>
          <Button type="submit" variant="filled" loading={create.isPending || change.isPending}>
            {t('save')}
          </Button>
        </div>
      </div>
    </form>
  )
}
