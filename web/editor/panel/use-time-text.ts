import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { formatTime } from '../../lib/format.ts'

export function useTimeText(): (at: string) => string {
  const { t } = useTranslation('common')
  return useCallback((at) => formatTime(at, new Date(), t('today')), [t])
}
