import type { ConfigRung } from '@steward/contract/api/config'
import { useTranslation } from 'react-i18next'
import css from './config.module.css'

/** A place where values stand. One whose value counts and was set by people stands out. */
export function RungBadge({ rung, counts }: { readonly rung: ConfigRung['rung']; readonly counts: boolean }) {
  const { t } = useTranslation('config')
  return <span className={`${css['badge']} ${counts && rung !== 'DEFAULT' ? css['set'] : ''}`}>{t(`rung.${rung}`)}</span>
}
