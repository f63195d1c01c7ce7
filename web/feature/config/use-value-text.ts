import type { ConfigEntry } from '@steward/contract/api/config'
import { useTranslation } from 'react-i18next'
import { valueText } from './value-text.ts'

/** Tells values of a setting in the language of the person; of a secret only whether there is one. */
export function useValueText({ secret, unit }: Pick<ConfigEntry, 'secret' | 'unit'>): (value: unknown, isSet: boolean) => string {
  const { t } = useTranslation('config')
  const words = { yes: t('yes'), no: t('no'), empty: t('empty'), emptyList: t('emptyList'), notSet: t('notSet') }
  return (value, isSet) => {
    if (secret) return isSet ? t('secretSet') : t('secretUnset')
    if (!isSet) return t('notSet')
    return typeof value === 'number' && unit !== null ? `${value} ${unit}` : valueText(value, words)
  }
}
