import { isTree, type Parameters } from '@steward/contract/node-form'
import { ActionIcon, Button, SegmentedControl, Select, TextInput } from '@mantine/core'
import { Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ControlProps, useForm } from './form-context.ts'
import { ValueSlot } from './value-slot.tsx'
import css from './form.module.css'

type Column = Parameters & { readonly id: string }

const types = ['string', 'number', 'boolean', 'array', 'object', 'any'] as const
const controls = { number: 'number', boolean: 'switch' } as const

/** A value for each field that the other side takes (n8n's resource mapper). */
export function MappingControl({ value, path }: ControlProps) {
  const { t } = useTranslation('form')
  const { isReadOnly, set } = useForm()
  const mapping: Parameters = isTree(value) ? value : {}
  const columns = (Array.isArray(mapping['schema']) ? (mapping['schema'] as readonly Parameters[]) : []).filter(
    (column): column is Column => typeof column['id'] === 'string' && column['removed'] !== true,
  )
  const isByHand = mapping['mappingMode'] !== 'autoMapInputData'
  const values: Parameters = isTree(mapping['value']) ? mapping['value'] : {}
  const keep = (more: Parameters) => set(path, { mappingMode: 'defineBelow', ...mapping, ...more })
  return (
    <div className={css['rows']}>
      <SegmentedControl
        size="xs"
        readOnly={isReadOnly}
        aria-label={t('mappingMode')}
        value={isByHand ? 'defineBelow' : 'autoMapInputData'}
        onChange={(mappingMode) => keep({ mappingMode, value: mapping['value'] ?? {} })}
        data={[
          { value: 'defineBelow', label: t('mapping_defineBelow') },
          { value: 'autoMapInputData', label: t('mapping_autoMapInputData') },
        ]}
        style={{ justifySelf: 'start' }}
      />
      {isByHand
        ? columns.map((column) => (
            <div key={column.id} className={css['row']} data-row role="group" aria-label={column.id}>
              <ValueSlot
                label={column.id}
                value={values[column.id] ?? undefined}
                path={[...path, 'value', column.id]}
                as={controls[column['type'] as keyof typeof controls] ?? 'any'}
              />
              {isReadOnly ? null : (
                <ActionIcon
                  size={24}
                  aria-label={t('columnRemove', { column: column.id })}
                  onClick={() => {
                    const { [column.id]: _gone, ...others } = values
                    const all = Array.isArray(mapping['schema']) ? (mapping['schema'] as readonly Parameters[]) : []
                    keep({ value: others, schema: all.filter((one) => one['id'] !== column.id) })
                  }}
                >
                  <Trash2 size={14} aria-hidden />
                </ActionIcon>
              )}
            </div>
          ))
        : null}
      {isReadOnly || !isByHand ? null : (
        <NewColumn
          taken={columns.map((column) => column.id)}
          onAdd={(column) =>
            keep({ value: values, schema: [...((mapping['schema'] as readonly Parameters[] | undefined) ?? []), column] })
          }
        />
      )}
    </div>
  )
}

function NewColumn({ taken, onAdd }: { readonly taken: readonly string[]; readonly onAdd: (column: Column) => void }) {
  const { t } = useTranslation('form')
  const [name, setName] = useState('')
  const [type, setType] = useState<(typeof types)[number]>('string')
  const id = name.trim()
  const isUsable = id !== '' && !taken.includes(id)
  const add = () => {
    if (!isUsable) return
    onAdd({ id, displayName: id, type, required: false, display: true, defaultMatch: false, canBeUsedToMatch: true })
    setName('')
  }
  return (
    <div className={css['newColumn']}>
      <TextInput
        aria-label={t('columnName')}
        placeholder={t('columnName')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Enter' && add()}
      />
      <Select
        aria-label={t('columnType')}
        data={types.map((one) => ({ value: one, label: t(`columnType_${one}`) }))}
        value={type}
        onChange={(next) => setType(types.find((one) => one === next) ?? 'string')}
      />
      <Button leftSection={<Plus size={14} aria-hidden />} disabled={!isUsable} onClick={add}>
        {t('columnAdd')}
      </Button>
    </div>
  )
}
