import { ActionIcon, Tooltip } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { Check, Copy } from 'lucide-react'
import { useTranslation } from 'react-i18next'

export function CopyButton({ text, label }: { readonly text: string | (() => string); readonly label: string }) {
  const { t } = useTranslation('common')
  const clipboard = useClipboard()
  const words = clipboard.copied ? t('copied') : label
  return (
    <Tooltip label={words}>
      <ActionIcon aria-label={words} onClick={() => clipboard.copy(typeof text === 'string' ? text : text())}>
        {clipboard.copied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
      </ActionIcon>
    </Tooltip>
  )
}
