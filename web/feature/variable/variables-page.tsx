import type { Variable } from '@steward/contract/api/variable'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sentenceOf } from '../../api/problem.ts'
import { useCan } from '../../api/session.ts'
import { useDeleteVariable, variablesQuery } from '../../api/variables.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { Empty, Problem, SkeletonRows } from '../../ui/feedback.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import { Page } from '../../ui/page.tsx'
import { VariableDialog } from './variable-dialog.tsx'
import { VariableTable } from './variable-table.tsx'

export default function VariablesPage() {
  const { t } = useTranslation('variable')
  const can = useCan()
  const variables = useQuery(variablesQuery)
  const remove = useDeleteVariable()
  const [open, setOpen] = useState<Variable | 'new'>()
  const [deleting, setDeleting] = useState<Variable>()
  const items = variables.data?.items ?? []
  const mayChange = can('variable:write')
  const newButton = mayChange ? (
    <Button variant="filled" leftSection={<Plus size={14} aria-hidden />} onClick={() => setOpen('new')}>
      {t('new')}
    </Button>
  ) : null
  return (
    <Page title={t('variables', { ns: 'common' })} actions={items.length > 0 ? newButton : null}>
      <p className="ink2">{t('lead')}</p>
      {variables.isPending ? <SkeletonRows rows={4} /> : null}
      {variables.isError ? (
        <Problem
          title={t('loadFailed', { ns: 'common' })}
          text={sentenceOf(variables.error)}
          onRetry={() => void variables.refetch()}
        />
      ) : null}
      {variables.isSuccess && items.length === 0 ? (
        <Empty title={t('none')} text={t('noneText')}>
          {newButton}
        </Empty>
      ) : null}
      {items.length > 0 ? (
        <VariableTable items={items} {...(mayChange ? { onEdit: setOpen, onDelete: setDeleting } : {})} />
      ) : null}
      {open === undefined ? null : (
        <VariableDialog variable={open === 'new' ? undefined : open} onClose={() => setOpen(undefined)} />
      )}
      <ConfirmDialog
        opened={deleting !== undefined}
        onClose={() => setDeleting(undefined)}
        title={t('deleteSure', { name: deleting?.name ?? '' })}
        text={t('deleteText')}
        action={t('delete', { ns: 'common' })}
        onConfirm={() =>
          deleting !== undefined &&
          remove.mutate(deleting, { onSuccess: () => notifyDone(t('deleted', { name: deleting.name })) })
        }
      />
    </Page>
  )
}
