import type { Policy } from '@steward/contract/api/policy'
import { policyAnswers } from '@steward/contract/api/policy'
import { Button, Drawer, SegmentedControl, TextInput, Textarea } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChangePolicy, useCreatePolicy } from '../../api/policies.ts'
import { hasCode, sentenceOf } from '../../api/problem.ts'
import { useCan } from '../../api/session.ts'
import { Problem } from '../../ui/feedback.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import { AskingFields } from './asking-fields.tsx'
import { ConditionFields } from './condition-fields.tsx'
import { Conflict } from './conflict.tsx'
import { DeletePolicy } from './delete-policy.tsx'
import { bodyOf, type Draft, draftOf, hasGap } from './draft.ts'
import css from './policy.module.css'
import { policySentence } from './policy-sentence.ts'
import { PolicyTrial } from './policy-trial.tsx'
import { useNames } from './use-names.ts'

type Props = { readonly policy: Policy | undefined; readonly onClose: () => void }

/** One policy to read, to change, or to be made. */
export function PolicyForm({ policy, onClose }: Props) {
  const { t } = useTranslation('policy')
  return (
    <Drawer
      opened
      onClose={onClose}
      title={policy?.name ?? t('new')}
      size={600}
      closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}
    >
      <Form policy={policy} onClose={onClose} />
    </Drawer>
  )
}

function Form({ policy, onClose }: Props) {
  const { t } = useTranslation('policy')
  const mayManage = useCan()('policy:manage')
  const create = useCreatePolicy()
  const change = useChangePolicy()
  // What is shown is of this version, whatever arrives while it is being changed.
  const [version, setVersion] = useState(policy?.version ?? 0)
  const [draft, setDraft] = useState<Draft>(() => draftOf(policy))
  const set = (more: Partial<Draft>) => setDraft((before) => ({ ...before, ...more }))
  const error = create.error ?? change.error
  const isConflict = hasCode(error, 'effect.policy_changed_meanwhile')
  const save = (of: number) => {
    const done = (text: string) => ({
      onSuccess: () => {
        notifyDone(text)
        onClose()
      },
    })
    const body = bodyOf(draft)
    if (policy === undefined) create.mutate(body, done(t('created', { name: body.name })))
    else change.mutate({ id: policy.id, ...body, version: of }, done(t('saved')))
  }
  const takeTheirs = (theirs: Policy) => {
    setVersion(theirs.version)
    setDraft(draftOf(theirs))
    change.reset()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!hasGap(draft)) save(version)
  }
  return (
    <form onSubmit={submit} className={css['form']} noValidate>
      <Sentence draft={draft} isBuiltIn={policy != null && policy.key !== null} />
      <fieldset disabled={!mayManage} className={css['fieldset']}>
        <MainFields draft={draft} onChange={set} />
        <ConditionFields conditions={draft.conditions} onChange={(conditions) => set({ conditions })} />
        {draft.answer === 'ask' ? <AskingFields asking={draft.asking} onChange={(asking) => set({ asking })} /> : null}
      </fieldset>
      {mayManage ? <PolicyTrial policy={bodyOf(draft)} replaces={policy?.id} disabled={hasGap(draft)} /> : null}
      {isConflict && policy !== undefined ? (
        <Conflict id={policy.id} isPending={change.isPending} onKeepMine={save} onTakeTheirs={takeTheirs} />
      ) : error === null ? null : (
        <Problem title={t('actionFailed', { ns: 'common' })} text={sentenceOf(error)} />
      )}
      {mayManage ? (
        <div className={css['foot']}>
          {policy !== undefined && policy.key === null ? <DeletePolicy policy={policy} onGone={onClose} /> : null}
          <span className="sp" />
          <Button onClick={onClose}>{t('cancel', { ns: 'common' })}</Button>
          <Button
            type="submit"
            variant="filled"
            disabled={hasGap(draft) || isConflict}
            loading={create.isPending || change.isPending}
          >
            {policy === undefined ? t('create') : t('save', { ns: 'common' })}
          </Button>
        </div>
      ) : (
        <p className="dim">{t('readOnly')}</p>
      )}
    </form>
  )
}

function Sentence({ draft, isBuiltIn }: { readonly draft: Draft; readonly isBuiltIn: boolean }) {
  const { t } = useTranslation(['policy', 'common'])
  const names = useNames()
  const body = bodyOf(draft)
  const isSayable = !hasGap({ ...draft, name: 'x' })
  return (
    <div className={css['says']}>
      <span className="eyebrow">{t('reads')}</span>
      <p aria-live="polite">{isSayable ? policySentence(t, { ...body, asking: body.asking ?? null }, names) : '…'}</p>
      {isBuiltIn ? <p className="xs dim">{t('builtInText')}</p> : null}
    </div>
  )
}

type FieldProps = { readonly draft: Draft; readonly onChange: (change: Partial<Draft>) => void }

function MainFields({ draft, onChange }: FieldProps) {
  const { t } = useTranslation('policy')
  return (
    <section className={css['fields']}>
      <TextInput
        label={t('name')}
        placeholder={t('namePlaceholder')}
        maxLength={255}
        data-autofocus
        value={draft.name}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <Textarea
        label={t('description')}
        autosize
        minRows={1}
        maxRows={6}
        maxLength={2000}
        value={draft.description}
        onChange={(event) => onChange({ description: event.currentTarget.value })}
      />
      <div>
        <span className="label">{t('answer')}</span>
        <SegmentedControl
          aria-label={t('answer')}
          value={draft.answer}
          onChange={(value) => onChange({ answer: policyAnswers.find((one) => one === value) ?? 'ask' })}
          data={policyAnswers.map((value) => ({ value, label: t(`answer_${value}`) }))}
        />
      </div>
    </section>
  )
}
