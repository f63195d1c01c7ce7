import { CloseButton, TextInput } from '@mantine/core'
import { Search } from 'lucide-react'
import type { Ref } from 'react'
import { useTranslation } from 'react-i18next'
import css from './items.module.css'

type Props = {
  readonly ref: Ref<HTMLInputElement>
  readonly title: string
  readonly value: string
  readonly onChange: (value: string) => void
}

/** Escape empties it first, and then leads out of it. */
export function SearchField({ ref, title, value, onChange }: Props) {
  const { t } = useTranslation(['values', 'common'])
  return (
    <TextInput
      ref={ref}
      size="xs"
      type="search"
      className={css['search'] ?? ''}
      aria-label={t('search', { title })}
      placeholder={t('searchHint')}
      leftSection={<Search size={12} aria-hidden />}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || value === '') return
        event.stopPropagation()
        onChange('')
      }}
      rightSection={value === '' ? null : <CloseButton size="xs" aria-label={t('common:close')} onClick={() => onChange('')} />}
    />
  )
}
