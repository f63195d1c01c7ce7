import type { Variable } from '@steward/contract/api/variable'
import { Button, Modal, PasswordInput, SegmentedControl, Select, Switch, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { hasCode, sentenceOf } from '../../api/problem.ts'
import { useChangeVariable, useCreateVariable, workflowChoicesQuery } from '../../api/variables.ts'
import { Problem } from '../../ui/feedback.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import css from './variable.module.css'

type Props = { readonly variable: Variable | undefined; readonly onClose: () => void }
type Scope = Variable['scope']
const scopes = ['global', 'workflow', 'user'] as const

/** Makes or changes a variable. A stored secret is never sent to the browser, so an empty field keeps it. */
export function VariableDialog({ variable, onClose }: Props) {
  const { t } = useTranslation('variable')
  const [name, setName] = useState(variable?.name ?? '')
  const [value, setValue] = useState(variable?.value ?? '')
  const [secret, setSecret] = useState(variable?.secret ?? false)
  const [description, setDescription] = useState(variable?.description ?? '')
  const [scope, setScope] = useState<Scope>(variable?.scope ?? 'global')
  const [workflowId, setWorkflowId] = useState<string | null>(variable?.workflow?.id ?? null)
  const [tried, setTried] = useState(false)
  const create = useCreateVariable()
  const change = useChangeVariable()
  const error = create.error ?? change.error
  // What is here is older than what stands: it has to be looked at anew.
  const isLate = hasCode(error, 'config.changed_meanwhile') || hasCode(error, 'variable.changed_meanwhile')
  const nameFault = /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? undefined : t('nameFault')
  const workflowFault = scope === 'workflow' && workflowId === null ? t('workflowMissing') : undefined
  const wasSecret = variable?.secret === true

  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (nameFault !== undefined || workflowFault !== undefined) return
    const done = {
      onSuccess: () => {
        notifyDone(t('saved', { name }))
        onClose()
      },
    }
    const about = { name, description: description.trim() === '' ? null : description.trim() }
    if (variable === undefined)
      create.mutate({ ...about, value, secret, scope, workflowId: scope === 'workflow' ? workflowId : null }, done)
    else {
      const sent = wasSecret && value === '' ? {} : { value }
      change.mutate({ id: variable.id, version: variable.version, ...about, ...sent, secret }, done)
    }
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={variable === undefined ? t('newTitle') : t('editTitle', { name: variable.name })}
      size={480}
      closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}
    >
      <form onSubmit={submit} className={css['form']} noValidate>
        <TextInput
          label={t('name')}
          description={t('nameHelp', {
            example: `{{ $vars.${nameFault === undefined ? name : 'NAME'} }}`,
            interpolation: { escapeValue: false },
          })}
          placeholder={t('namePlaceholder')}
          error={tried ? nameFault : undefined}
          maxLength={255}
          data-autofocus={variable === undefined || undefined}
          spellCheck={false}
          autoComplete="off"
          classNames={{ input: css['mono'] ?? '' }}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Value secret={secret} isKept={wasSecret} value={value} onChange={setValue} />
        {wasSecret ? (
          <p className="dim xs">{t('secretStays')}</p>
        ) : (
          <Switch
            label={t('secret')}
            description={t('secretHelp')}
            classNames={{ description: css['hint'] ?? '' }}
            checked={secret}
            onChange={(event) => setSecret(event.currentTarget.checked)}
          />
        )}
        {variable === undefined ? (
          <ScopeFields
            scope={scope}
            onScope={setScope}
            workflowId={workflowId}
            onWorkflow={setWorkflowId}
            error={tried ? workflowFault : undefined}
          />
        ) : null}
        <TextInput
          label={t('description')}
          maxLength={500}
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
        {error === null ? null : <Problem title={t('actionFailed', { ns: 'common' })} text={sentenceOf(error)} />}
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button onClick={onClose}>{t('cancel', { ns: 'common' })}</Button>
          <Button type="submit" variant="filled" disabled={isLate} loading={create.isPending || change.isPending}>
            {t('save')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}

type ValueProps = {
  readonly secret: boolean
  readonly isKept: boolean
  readonly value: string
  readonly onChange: (value: string) => void
}

function Value({ secret, isKept, value, onChange }: ValueProps) {
  const { t } = useTranslation('variable')
  if (secret)
    return (
      <PasswordInput
        label={t('value')}
        autoComplete="new-password"
        {...(isKept ? { placeholder: t('secretKept') } : {})}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    )
  return (
    <Textarea
      label={t('value')}
      autosize
      minRows={1}
      maxRows={8}
      spellCheck={false}
      classNames={{ input: css['mono'] ?? '' }}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

type ScopeProps = {
  readonly scope: Scope
  readonly onScope: (scope: Scope) => void
  readonly workflowId: string | null
  readonly onWorkflow: (id: string | null) => void
  readonly error: string | undefined
}

function ScopeFields({ scope, onScope, workflowId, onWorkflow, error }: ScopeProps) {
  const { t } = useTranslation('variable')
  const [search, setSearch] = useState('')
  const workflows = useQuery({ ...workflowChoicesQuery(search), enabled: scope === 'workflow' })
  return (
    <>
      <div>
        <span className="label">{t('scopeHead')}</span>
        <SegmentedControl
          fullWidth
          aria-label={t('scopeHead')}
          value={scope}
          data={scopes.map((one) => ({ value: one, label: one === 'user' ? t('scopeUser') : t(`scope.${one}`) }))}
          onChange={(next) => onScope(next as Scope)}
        />
      </div>
      {scope === 'workflow' ? (
        <Select
          label={t('workflow')}
          placeholder={t('chooseWorkflow')}
          searchable
          error={error}
          value={workflowId}
          data={(workflows.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          onChange={onWorkflow}
          searchValue={search}
          onSearchChange={setSearch}
        />
      ) : null}
    </>
  )
}
