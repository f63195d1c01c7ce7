import type { Execution } from '@steward/contract/api/execution'
import { Button, Modal, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { History } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useReplay } from '../../api/executions.ts'
import { sentenceOf } from '../../api/problem.ts'
import { versionsQuery } from '../../api/workflows.ts'
import { Problem } from '../../ui/feedback.tsx'
import { ReplayReportView } from '../../lib/replay/replay-report.tsx'
import css from '../../lib/replay/replay.module.css'

const newest = 'newest'

/** What this execution would do on another version, without doing it. */
export function ReplayButton({ execution }: { readonly execution: Execution }) {
  const { t } = useTranslation('execution')
  const [opened, setOpened] = useState(false)
  return (
    <>
      <Button className="hide-s" leftSection={<History size={14} aria-hidden />} onClick={() => setOpened(true)}>
        {t('replay')}
      </Button>
      <Modal
        opened={opened}
        onClose={() => setOpened(false)}
        title={t('replayTitle')}
        size={860}
        closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}
      >
        <ReplayForm execution={execution} />
      </Modal>
    </>
  )
}

function ReplayForm({ execution: { summary } }: { readonly execution: Execution }) {
  const { t } = useTranslation('execution')
  const versions = useQuery(versionsQuery(summary.workflowId))
  const [version, setVersion] = useState(newest)
  const replay = useReplay()
  return (
    <div className={css['replay']}>
      <p className="ink2">{t('replayText')}</p>
      <div className="row" style={{ alignItems: 'end' }}>
        <Select
          label={t('replayVersion')}
          value={version}
          onChange={(value) => setVersion(value ?? newest)}
          data={[
            { value: newest, label: t('replayNewest') },
            ...(versions.data?.items ?? []).map(({ number }) => ({
              value: String(number),
              label: t('version', { version: number }),
            })),
          ]}
        />
        <Button
          variant="filled"
          loading={replay.isPending}
          onClick={() => replay.mutate({ id: summary.id, version: version === newest ? undefined : Number(version) })}
        >
          {t('replayRun')}
        </Button>
      </div>
      {replay.isError ? <Problem title={t('actionFailed', { ns: 'common' })} text={sentenceOf(replay.error)} /> : null}
      {replay.data === undefined ? null : <ReplayReportView report={replay.data} />}
    </div>
  )
}
