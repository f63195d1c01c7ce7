import type { Connection, ConnectionKind } from '@steward/contract/api/connection'
import { environments } from '@steward/contract/api/policy'
import { Button, Checkbox, Modal, PasswordInput, Select, TextInput, Textarea } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChangeConnection, useCreateConnection } from '../../api/connections.ts'
import { sentenceOf } from '../../api/problem.ts'
import { notifyDone } from '../../ui/notify.tsx'
import { Problem } from '../../ui/feedback.tsx'
import { changedValues, missingField } from './values.ts'

type Props = {
  readonly connection: Connection | undefined
  readonly kinds: readonly ConnectionKind[]
  readonly onClose: () => void
  /** Called with what was made or changed, before it closes. */
  readonly onSaved?: (connection: Connection) => void
}
type Values = Readonly<Record<string, unknown>>

/** Makes or changes a connection. Stored secrets are never sent to the browser, so an empty field keeps them. */
export function ConnectionDialog({ connection, kinds, onClose, onSaved }: Props) {
  const { t } = useTranslation('connection')
  const [type, setType] = useState(connection?.type ?? (kinds.length === 1 ? (kinds[0]?.type ?? null) : null))
  const [name, setName] = useState(connection?.name ?? '')
  const [values, setValues] = useState<Values>({})
  const [environment, setEnvironment] = useState(connection?.environment ?? null)
  const [fault, setFault] = useState<string>()
  const create = useCreateConnection()
  const change = useChangeConnection()
  const kind = kinds.find((one) => one.type === type)
  const error = create.error ?? change.error

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (kind === undefined) return
    const missing = connection === undefined ? missingField(kind, values) : undefined
    if (name.trim() === '' || missing !== undefined) {
      setFault(missing === undefined ? t('nameMissing') : t('required', { field: missing }))
      return
    }
    setFault(undefined)
    const done = {
      onSuccess: (saved: Connection) => {
        onSaved?.(saved)
        notifyDone(t('saved', { name: name.trim() }))
        onClose()
      },
    }
    const sent = changedValues(kind, values)
    if (connection === undefined) create.mutate({ name: name.trim(), type: kind.type, values: sent, environment }, done)
    else change.mutate({ id: connection.id, name: name.trim(), values: sent, environment }, done)
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={connection === undefined ? t('newTitle') : t('editTitle', { name: connection.name })}
      size={480}
      closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}
    >
      <form onSubmit={submit} style={{ display: 'grid', gap: 14 }} noValidate>
        {connection === undefined ? (
          <Select
            label={t('chooseKind')}
            searchable
            data-autofocus
            value={type}
            onChange={(next) => {
              setType(next)
              setValues({})
            }}
            data={kinds.map((one) => ({ value: one.type, label: one.title }))}
          />
        ) : null}
        {kind === undefined ? null : (
          <>
            <TextInput
              label={t('name')}
              placeholder={t('namePlaceholder')}
              maxLength={255}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Select
              label={t('environment')}
              description={t('environmentHelp')}
              value={environment ?? ''}
              onChange={(value) => setEnvironment(environments.find((one) => one === value) ?? null)}
              data={[
                { value: '', label: t('environmentNone') },
                ...environments.map((value) => ({ value, label: t(`environment_${value}`) })),
              ]}
            />
            {kind.fields.map((field) => (
              <Field
                key={field.name}
                field={field}
                stored={connection?.config[field.name]}
                isEdit={connection !== undefined}
                value={values[field.name]}
                onChange={(value) => setValues((before) => ({ ...before, [field.name]: value }))}
              />
            ))}
          </>
        )}
        {fault === undefined ? null : (
          <p role="alert" style={{ color: 'var(--failed)' }}>
            {fault}
          </p>
        )}
        {error === null ? null : <Problem title={t('actionFailed', { ns: 'common' })} text={sentenceOf(error)} />}
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button onClick={onClose}>{t('cancel', { ns: 'common' })}</Button>
          <Button type="submit" variant="filled" disabled={kind === undefined} loading={create.isPending || change.isPending}>
            {t('save')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}

type FieldProps = {
  readonly field: ConnectionKind['fields'][number]
  readonly stored: unknown
  readonly isEdit: boolean
  readonly value: unknown
  readonly onChange: (value: unknown) => void
}

function Field({ field, stored, isEdit, value, onChange }: FieldProps) {
  const { t } = useTranslation('connection')
  if (typeof stored === 'boolean') {
    return (
      <Checkbox
        label={field.title}
        checked={typeof value === 'boolean' ? value : stored}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    )
  }
  const shared = {
    label: field.title,
    description: field.help ?? undefined,
    required: field.required && !isEdit,
    withAsterisk: false,
    value: typeof value === 'string' ? value : field.secret ? '' : textOf(stored),
    autoComplete: 'off',
    placeholder: field.secret && isEdit ? t('secretKept') : undefined,
  }
  if (field.multiline)
    return (
      <Textarea
        {...shared}
        rows={4}
        styles={{ input: { fontFamily: 'var(--mono)', fontSize: 12 } }}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    )
  if (field.secret)
    return <PasswordInput {...shared} autoComplete="new-password" onChange={(event) => onChange(event.currentTarget.value)} />
  return <TextInput {...shared} onChange={(event) => onChange(event.currentTarget.value)} />
}

const textOf = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')
