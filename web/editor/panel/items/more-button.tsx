import { MoreHorizontal } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import css from './items.module.css'

/** Opens the menu of the active value with the mouse or a finger; by keyboard it is Enter. */
export function MoreButton({ name, onOpen }: { readonly name: string; readonly onOpen: (anchor: DOMRect) => void }) {
  const { t } = useTranslation('values')
  return (
    <button
      type="button"
      className={css['more']}
      tabIndex={-1}
      aria-label={t('fieldMenu', { field: name })}
      onClick={(event) => {
        event.stopPropagation()
        onOpen(event.currentTarget.getBoundingClientRect())
      }}
    >
      <MoreHorizontal size={13} aria-hidden />
    </button>
  )
}
