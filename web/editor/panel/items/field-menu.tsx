import { Menu } from '@mantine/core'
import { Braces, Copy, CornerDownRight, Route } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { notifyDone, notifyFailure } from '../../../ui/notify.tsx'
import { asExpression, plainPath } from '../../expression/path-text.ts'
import { useValues } from '../../expression/values-context.tsx'
import type { ChosenField } from './items-context.ts'
import css from './items.module.css'

type Props = {
  readonly field: ChosenField
  readonly code: string
  /** Whether the value can be used in the fields of the node. */
  readonly canMap: boolean
  readonly onClose: () => void
}

/** What can be done with a value of an item, for who does not drag. */
export function FieldMenu({ field, code, canMap, onClose }: Props) {
  const { t } = useTranslation('values')
  const targets = useValues()?.targets
  const { path, value, anchor } = field
  const copy = (text: string) => {
    void navigator.clipboard.writeText(text).then(
      () => notifyDone(t('copied')),
      () => notifyFailure(t('notCopied'), t('notCopiedWhy')),
    )
  }
  const fields = canMap ? (targets?.list() ?? []) : []
  return (
    <Menu
      opened
      onClose={onClose}
      position="bottom-start"
      returnFocus
      trapFocus
      withInitialFocusPlaceholder={false}
      withinPortal
      offset={2}
    >
      <Menu.Target>
        <span
          className={css['anchor']}
          style={{ insetInlineStart: anchor.left, insetBlockStart: anchor.top, height: anchor.height }}
          aria-hidden
        />
      </Menu.Target>
      <Menu.Dropdown className={css['menu'] ?? ''} aria-label={t('fieldMenu', { field: plainPath(path) })}>
        <Menu.Item leftSection={<Copy size={14} aria-hidden />} onClick={() => copy(asText(value))}>
          {t('copyValue')}
        </Menu.Item>
        <Menu.Item leftSection={<Route size={14} aria-hidden />} onClick={() => copy(plainPath(path))}>
          {t('copyPath')}
        </Menu.Item>
        <Menu.Item leftSection={<Braces size={14} aria-hidden />} onClick={() => copy(asExpression(code))}>
          {t('copyExpression')}
        </Menu.Item>
        {fields.length === 0 ? null : (
          <>
            <Menu.Divider />
            <Menu.Label>{t('useIn')}</Menu.Label>
            {fields.map((target, index) => (
              <Menu.Item
                key={`${index} ${target.label}`}
                leftSection={<CornerDownRight size={14} aria-hidden />}
                onClick={() => target.take(code)}
              >
                {target.label}
              </Menu.Item>
            ))}
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}

const asText = (value: unknown) => (typeof value === 'string' ? value : (JSON.stringify(value, null, 2) ?? ''))
