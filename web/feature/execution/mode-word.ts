import { useTranslation } from 'react-i18next'

const modes = ['manual', 'webhook', 'schedule', 'event', 'error', 'subworkflow', 'retry', 'undo', 'cli'] as const

/** What started an execution, in a word; a mode of a newer server is shown as it is called. */
export function useModeWord(mode: string): string {
  const { t } = useTranslation('execution')
  const known = modes.find((one) => one === mode)
  return known === undefined ? mode : t(`mode_${known}`)
}
