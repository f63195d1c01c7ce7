import type { ExecutionSummary } from '@steward/contract/api/execution'
import { ActionIcon, Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { GitCompare, Link2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/call.ts'
import { usePageKeys } from '../../shell/commands.ts'
import { notifyDone } from '../../ui/notify.tsx'

/** The way to the executions of the same workflow before and after this one, and to this one for somebody else. */
export function NeighbourLinks({ summary }: { readonly summary: ExecutionSummary }) {
  const { t } = useTranslation('execution')
  const navigate = useNavigate()
  const { data: around } = useQuery({
    queryKey: ['executions', 'around', summary.id],
    queryFn: ({ signal }) => readAround(summary, signal),
  })
  const open = (executionId: string | undefined) => {
    if (executionId !== undefined) void navigate({ to: '/executions/$executionId', params: { executionId } })
  }
  const copy = () => {
    void navigator.clipboard
      .writeText(`${window.location.origin}/executions/${summary.id}`)
      .then(() => notifyDone(t('linkCopied')))
  }
  usePageKeys([
    { keys: 'j', name: t('keyNext'), run: () => open(around?.older) },
    { keys: 'k', name: t('keyPrevious'), run: () => open(around?.newer) },
    { keys: 'y', name: t('keyCopyLink'), run: copy },
  ])
  return (
    <>
      <ActionIcon variant="default" size={32} className="hide-s" aria-label={t('copyLink')} title={t('copyLink')} onClick={copy}>
        <Link2 size={15} aria-hidden />
      </ActionIcon>
      {around?.older === undefined ? null : (
        <Button
          className="hide-s"
          component={Link}
          to={`/executions/${summary.id}/compare/${around.older}`}
          leftSection={<GitCompare size={14} aria-hidden />}
        >
          {t('compareWith')}
        </Button>
      )}
    </>
  )
}

type Around = { readonly older: string | undefined; readonly newer: string | undefined }

/** In the order of the list: the newer one stands above. */
async function readAround({ id, workflowId, startedAt }: ExecutionSummary, signal: AbortSignal): Promise<Around> {
  const [older, newer] = await Promise.all([
    call('GET /executions', { query: { workflowId, after: id, limit: 1 } }, signal),
    call('GET /executions', { query: { workflowId, from: startedAt, limit: 50 } }, signal),
  ])
  const at = newer.items.findIndex((one) => one.id === id)
  return { older: older.items[0]?.id, newer: at > 0 ? newer.items[at - 1]?.id : undefined }
}
