import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { Kbd } from '../ui/kbd.tsx'
import { keyNames } from './keys.ts'
import css from './key-list.module.css'

/** A key as it is pressed: together, or one after the other. */
export function KeyCaps({ keys }: { readonly keys: string }) {
  const { t } = useTranslation('command')
  return (
    <span className={css['caps']}>
      {keyNames(keys).map((step, index) => (
        <Fragment key={index}>
          {index === 0 ? null : <span className="dim xxs">{t('keyThen')}</span>}
          {step.map((name) => (
            <Kbd key={name}>{name}</Kbd>
          ))}
        </Fragment>
      ))}
    </span>
  )
}
