import { systemRoleNames } from '@steward/contract/permission'
import { useTranslation } from 'react-i18next'

/** The name of a role as people read it: those of the system are words of the language, the others are names. */
export function useRoleName(): (name: string) => string {
  const { t } = useTranslation('role')
  return (name) => {
    const known = [...systemRoleNames, 'administrator' as const].find((one) => one === name)
    return known === undefined ? name : t(`system.${known}`)
  }
}
