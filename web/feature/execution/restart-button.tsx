import type { NodeExecution } from '@steward/contract/api/execution'
import { Button, Modal } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useRestartExecution } from '../../api/executions.ts'

type Props = { readonly executionId: string; readonly node: NodeExecution }

/** Begins a new execution at a node of this one; asks first, because what follows is done again outside. */
export function RestartButton({ executionId, node }: Props) {
  const { t } = useTranslation('execution')
  const navigate = useNavigate()
  const [asking, setAsking] = useState(false)
  const restart = useRestartExecution()
  const start = (version: 'original' | 'current') =>
    restart.mutate(
      { id: executionId, index: node.index, version },
      {
        onSuccess: (made) => {
          setAsking(false)
          void navigate({ to: '/executions/$executionId', params: { executionId: made.id } })
        },
      },
    )
  return (
    <>
      <Button size="xs" leftSection={<RotateCcw size={12} aria-hidden />} onClick={() => setAsking(true)}>
        {t('restart')}
      </Button>
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('restartTitle', { node: node.nodeName })}
        size={460}
        closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}
      >
        <p className="ink2" style={{ marginBottom: 16 }}>
          {t('restartText')}
        </p>
        <div className="row" style={{ justifyContent: 'flex-end', flexWrap: 'wrap' }}>
          <Button onClick={() => setAsking(false)} data-autofocus>
            {t('cancel', { ns: 'common' })}
          </Button>
          <Button loading={restart.isPending} onClick={() => start('original')}>
            {t('restartOriginal')}
          </Button>
          <Button variant="filled" loading={restart.isPending} onClick={() => start('current')}>
            {t('restartCurrent')}
          </Button>
        </div>
      </Modal>
    </>
  )
}
