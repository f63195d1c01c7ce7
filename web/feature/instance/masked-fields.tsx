import type { Instance } from '@steward/contract/api/instance'
import { Button, CloseButton, Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { catalogQuery } from '../../api/instances.ts'
import { sentenceOf } from '../../api/problem.ts'
import type { FieldsProps } from './instance-fields.tsx'
import { maskedName, readMaskedColumn, withMasked } from './instance-draft.ts'
import css from './instance.module.css'

/** Which columns nobody sees: picked from the schema where it can be read, or typed. */
export function MaskedFields({ draft, set, instance }: FieldsProps & { readonly instance: Instance | undefined }) {
  const { t } = useTranslation('instance')
  const { masked } = draft
  return (
    <fieldset className={css['part']}>
      <legend>{t('masked')}</legend>
      <p className="xs dim">{t('maskedHelp')}</p>
      {masked.length === 0 ? <p className="dim">{t('maskedNone')}</p> : null}
      <ul className={css['chosen']}>
        {masked.map((one) => (
          <li key={maskedName(one)}>
            <code>{maskedName(one)}</code>
            {one.schema === null ? <span className="xxs dim">{t('anySchema')}</span> : null}
            <CloseButton
              size="xs"
              aria-label={t('unmask', { column: maskedName(one) })}
              onClick={() => set({ masked: masked.filter((other) => other !== one) })}
            />
          </li>
        ))}
      </ul>
      {instance === undefined ? (
        <p className="xs dim">{t('maskedPickLater')}</p>
      ) : (
        <Picker draft={draft} set={set} instance={instance} />
      )}
      <Typed draft={draft} set={set} />
    </fieldset>
  )
}

type PartProps = Pick<FieldsProps, 'draft' | 'set'>

function Picker({ draft, set, instance }: PartProps & { readonly instance: Instance }) {
  const { t } = useTranslation('instance')
  const database = instance.databases[0] ?? ''
  const catalog = useQuery({ ...catalogQuery(instance.id, database), enabled: database !== '' })
  if (catalog.isError) return <p className="xs dim">{t('maskedNoSchema', { reason: sentenceOf(catalog.error) })}</p>
  const known = new Set(draft.masked.map(maskedName))
  const columns = (catalog.data?.items ?? []).flatMap(({ schema, name, columns }) =>
    columns.map((column) => maskedName({ schema, table: name, column: column.name })),
  )
  return (
    <Select
      label={t('maskedPick')}
      description={t('maskedPickHelp', { database })}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      searchable
      limit={100}
      disabled={catalog.isPending}
      data={columns.filter((column) => !known.has(column))}
      value={null}
      onChange={(value) => {
        const one = readMaskedColumn(value ?? '')
        if (one !== undefined) set({ masked: withMasked(draft.masked, one) })
      }}
    />
  )
}

function Typed({ draft, set }: PartProps) {
  const { t } = useTranslation('instance')
  const [text, setText] = useState('')
  const [isWrong, setWrong] = useState(false)
  const add = () => {
    const one = readMaskedColumn(text)
    setWrong(one === undefined)
    if (one === undefined) return
    set({ masked: withMasked(draft.masked, one) })
    setText('')
  }
  return (
    <div className={css['typed']}>
      <TextInput
        label={t('maskedType')}
        spellCheck={false}
        value={text}
        error={isWrong ? t('maskedFault') : null}
        onChange={(event) => {
          setText(event.currentTarget.value)
          setWrong(false)
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          // It is one column that is entered, not the whole form.
          event.preventDefault()
          add()
        }}
      />
      <Button disabled={text.trim() === ''} onClick={add}>
        {t('maskedAdd')}
      </Button>
    </div>
  )
}
