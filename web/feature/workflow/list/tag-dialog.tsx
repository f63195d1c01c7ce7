import { Button, Modal, TagsInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFocusBack } from '../../../lib/use-focus-back.ts'
import { tagsQuery } from '../../../api/workflows.ts'

type Props = {
  readonly count: number
  readonly onClose: () => void
  readonly onTag: (names: readonly string[]) => void
}

/** Gives tags to all that are chosen, besides those they have. */
export function TagDialog({ count, onClose, onTag }: Props) {
  const { t } = useTranslation('workflow')
  useFocusBack()
  const tags = useQuery(tagsQuery).data?.items ?? []
  const [names, setNames] = useState<string[]>([])
  return (
    <Modal
      opened
      onClose={onClose}
      size={440}
      title={t('tagN', { count })}
      closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}
    >
      <TagsInput
        label={t('tags')}
        description={t('tagsHelp')}
        value={names}
        onChange={setNames}
        data={tags.map(({ name }) => name)}
        maxTags={20}
        data-autofocus
      />
      <div className="row" style={{ justifyContent: 'flex-end', marginTop: 16 }}>
        <Button onClick={onClose}>{t('cancel', { ns: 'common' })}</Button>
        <Button
          variant="filled"
          disabled={names.length === 0}
          onClick={() => {
            onClose()
            onTag(names)
          }}
        >
          {t('addTags')}
        </Button>
      </div>
    </Modal>
  )
}
