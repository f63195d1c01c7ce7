import { Drawer } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { effectQuery } from '../../api/effects.ts'
import { sentenceOf } from '../../api/problem.ts'
import { Problem, SkeletonRows } from '../../ui/feedback.tsx'
import { Slip } from './slip.tsx'

type Props = {
  readonly id: string | undefined
  readonly onClose: () => void
  /** Of the receipt that this one took back, or that took it back. */
  readonly onOpen: (id: string) => void
}

/** One receipt with everything that is known of its effect. */
export function ReceiptDrawer({ id, onClose, onOpen }: Props) {
  const { t } = useTranslation('effect')
  const receipt = useQuery({ ...effectQuery(id ?? ''), enabled: id !== undefined })
  return (
    <Drawer
      opened={id !== undefined}
      onClose={onClose}
      title={t('receipt')}
      size={500}
      closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}
    >
      {receipt.isPending ? <SkeletonRows rows={6} height={32} /> : null}
      {receipt.isError ? <Problem title={t('loadFailed', { ns: 'common' })} text={sentenceOf(receipt.error)} /> : null}
      {receipt.data === undefined ? null : <Slip receipt={receipt.data} onOpen={onOpen} />}
    </Drawer>
  )
}
