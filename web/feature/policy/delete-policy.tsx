import type { Policy } from '@steward/contract/api/policy'
import { Button } from '@mantine/core'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDeletePolicy } from '../../api/policies.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { notifyDone } from '../../ui/notify.tsx'

export function DeletePolicy({ policy, onGone }: { readonly policy: Policy; readonly onGone: () => void }) {
  const { t } = useTranslation('policy')
  const [asking, setAsking] = useState(false)
  const remove = useDeletePolicy()
  const confirm = () =>
    remove.mutate(policy.id, {
      onSuccess: () => {
        notifyDone(t('deleted', { name: policy.name }))
        onGone()
      },
    })
  return (
    <>
      <Button
        leftSection={<Trash2 size={14} aria-hidden />}
        style={{ color: 'var(--delete)' }}
        loading={remove.isPending}
        onClick={() => setAsking(true)}
      >
        {t('delete')}
      </Button>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('deleteSure', { name: policy.name })}
        text={t('deleteText')}
        action={t('delete')}
        onConfirm={confirm}
      />
    </>
  )
}
