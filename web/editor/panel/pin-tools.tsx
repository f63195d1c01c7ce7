import { ActionIcon, Tooltip } from '@mantine/core'
import type { WorkflowDocument, WorkflowNode } from '@steward/contract/workflow'
import { Pencil, Pin, PinOff } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'

const EditItemsDialog = lazy(() => import('./edit-items-dialog.tsx'))

type Props = {
  readonly node: WorkflowNode
  readonly document: WorkflowDocument
  /** Of the first output. */
  readonly items: readonly unknown[] | undefined
  readonly isPinned: boolean
  readonly onPin: (items: unknown[] | undefined) => void
}

/** Keeps what a node gave, lets go of it, or writes by hand what it shall give. */
export function PinTools({ node, document, items, isPinned, onPin }: Props) {
  const { t } = useTranslation('values')
  const [isEditing, setIsEditing] = useState(false)
  const words = isPinned ? t('unpin') : t('pin')
  const hasItems = items !== undefined && items.length > 0
  return (
    <>
      <Tooltip label={isPinned ? words : `${words}. ${t('pinHelp')}`} multiline maw={260}>
        <ActionIcon
          aria-label={words}
          aria-pressed={isPinned}
          disabled={!isPinned && !hasItems}
          onClick={() => onPin(isPinned ? undefined : [...(items ?? [])])}
        >
          {isPinned ? <PinOff size={14} aria-hidden /> : <Pin size={14} aria-hidden />}
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t('editItems')}>
        <ActionIcon aria-label={t('editItems')} onClick={() => setIsEditing(true)}>
          <Pencil size={14} aria-hidden />
        </ActionIcon>
      </Tooltip>
      {isEditing ? (
        <Suspense fallback={null}>
          <EditItemsDialog
            node={node}
            document={document}
            items={items ?? []}
            onSave={(next) => {
              setIsEditing(false)
              onPin(next)
            }}
            onClose={() => setIsEditing(false)}
          />
        </Suspense>
      ) : null}
    </>
  )
}
