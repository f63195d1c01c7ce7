import { type FormField, isTree, type Parameters } from '@steward/contract/node-form'
import { isShown } from '@steward/contract/node-form-values'
import { ActionIcon, Button, Menu } from '@mantine/core'
import { Plus, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { valueOfNew } from '../../model/new-parameters.ts'
import { type ControlProps, useForm } from './form-context.ts'
import css from './form.module.css'

/** Fields that belong together. */
export function GroupControl({ field, value, path, root }: ControlProps) {
  const { Fields } = useForm()
  const inner = isTree(value) ? value : {}
  return (
    <div className={field.title === '' ? css['bare'] : css['group']}>
      <Fields fields={field.fields} value={inner} path={path} root={root} />
    </div>
  )
}

/** Fields that most people never need: only those that are set are shown, and others are added. */
export function OptionsControl({ field, value, path, root }: ControlProps) {
  const { t } = useTranslation('form')
  const { isReadOnly, set, node, rootFields, Fields } = useForm()
  const inner: Parameters = isTree(value) ? value : {}
  const { version, parameters } = node()
  const place = { version, root: root ?? parameters, rootFields, beside: inner, fields: field.fields }
  const isSet = ({ name }: FormField) => inner[name] !== undefined
  const free = field.fields.filter((one) => !isSet(one) && isShown(one, place))
  return (
    <div className={css['options']}>
      <Fields
        fields={field.fields.filter(isSet)}
        allFields={field.fields}
        value={inner}
        path={path}
        root={root}
        aside={
          isReadOnly
            ? undefined
            : (one) => (
                <ActionIcon
                  size={20}
                  aria-label={t('optionRemove', { option: one.title })}
                  onClick={() => set([...path, one.name], undefined)}
                >
                  <X size={14} aria-hidden />
                </ActionIcon>
              )
        }
      />
      {isReadOnly || free.length === 0 ? null : (
        <Menu position="bottom-start" withinPortal>
          <Menu.Target>
            <Button size="xs" leftSection={<Plus size={14} aria-hidden />} aria-label={t('optionAddTo', { field: field.title })}>
              {t('optionAdd')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown mah={320} style={{ overflow: 'auto' }}>
            {free.map((one) => (
              <Menu.Item key={one.name} onClick={() => set([...path, one.name], valueOfNew(one, node()))}>
                {one.title}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  )
}
