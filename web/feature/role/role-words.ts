import type { Reason } from '@steward/contract/api/role'
import { useTranslation } from 'react-i18next'
import { formatTime } from '../../lib/format.ts'
import { useRoleName } from '../../lib/use-role-name.ts'

/** Why somebody may do something, in half a sentence. */
export function useReasonWords(): (reason: Reason) => string {
  const { t } = useTranslation('role')
  const nameOf = useRoleName()
  return (reason) => {
    const { via, pod, until, by } = reason
    const [role, podName] = [nameOf(reason.role.name), pod?.name ?? '']
    const way =
      via === 'assignment' && pod !== null
        ? t('via_assignment_pod', { role, pod: podName })
        : t(`via_${via}`, { role, pod: podName })
    const today = t('today', { ns: 'common' })
    return [
      way,
      ...(by === null ? [] : [t('givenBy', { name: by.name })]),
      ...(until === null ? [] : [t('until', { at: formatTime(until, new Date(), today) })]),
    ].join(', ')
  }
}
