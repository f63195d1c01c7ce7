import type { Workflow } from '@steward/contract/api/workflow'
import { Button, Drawer, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sentenceOf } from '../../api/problem.ts'
import { useRestoreVersion, versionsQuery } from '../../api/workflows.ts'
import { Allowed } from '../../lib/allowed.tsx'
import { formatFullTime, formatTime } from '../../lib/format.ts'
import { SkeletonRows } from '../../ui/feedback.tsx'
import { Tag } from '../../ui/kbd.tsx'
import { notifyDone, notifyFailure } from '../../ui/notify.tsx'
import { ComparisonDialog } from './publication/comparison-dialog.tsx'
import css from './workflow-page.module.css'

type Props = {
  readonly opened: boolean
  readonly onClose: () => void
  readonly workflow: Workflow
  readonly onVersion: (note?: string) => Promise<Workflow | undefined>
}

export function VersionsDrawer({ opened, onClose, workflow, onVersion }: Props) {
  const { t } = useTranslation('workflow')
  const { id, version: newest, publishedVersion } = workflow.summary
  const versions = useQuery({ ...versionsQuery(id), enabled: opened })
  const restore = useRestoreVersion()
  /** What is drawn becomes a version first, so that it can be restored in its turn. */
  const putBack = async (number: number) => {
    await onVersion()
    restore.mutate({ id, number }, { onSuccess: () => notifyDone(t('restored', { number })) })
  }
  const [compared, setCompared] = useState<number>()
  const now = new Date()
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      title={t('versions')}
      size={420}
      closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}
    >
      <p className="ink2" style={{ marginBottom: 8 }}>
        {t('versionsText')}
      </p>
      <Allowed permission="workflow:write">
        <SaveVersion onVersion={onVersion} />
      </Allowed>
      {versions.isPending ? <SkeletonRows rows={4} /> : null}
      <ul className={css['versions']}>
        {(versions.data?.items ?? []).map((version) => (
          <li key={version.number}>
            <div className="sp">
              <div className="row">
                <span className="b num">{t('version', { version: version.number })}</span>
                {version.number === newest ? <Tag>{t('current')}</Tag> : null}
                {version.number === publishedVersion ? <Tag color="var(--done-strip)">{t('live')}</Tag> : null}
              </div>
              <div className="xs dim" title={formatFullTime(version.createdAt)}>
                {version.createdBy === null
                  ? formatTime(version.createdAt, now, t('today', { ns: 'common' }))
                  : t('by', { name: version.createdBy, at: formatTime(version.createdAt, now, t('today', { ns: 'common' })) })}
              </div>
              {version.note === null ? null : <div className="xs ink2">{version.note}</div>}
            </div>
            {publishedVersion === null || version.number === publishedVersion ? null : (
              <Button title={t('compare', { ns: 'publication' })} onClick={() => setCompared(version.number)}>
                {t('compareShort', { ns: 'publication' })}
                <span className="sr">{t('compareRest', { ns: 'publication', version: version.number })}</span>
              </Button>
            )}
            {version.number === newest ? null : (
              <Allowed permission="workflow:write">
                <Button
                  loading={restore.isPending && restore.variables.number === version.number}
                  onClick={() => void putBack(version.number)}
                >
                  {t('restore')}
                </Button>
              </Allowed>
            )}
          </li>
        ))}
      </ul>
      {compared === undefined || publishedVersion === null ? null : (
        <ComparisonDialog workflowId={id} from={publishedVersion} to={compared} onClose={() => setCompared(undefined)} />
      )}
    </Drawer>
  )
}

/** A version that a person names stands out among those that were made by themselves. */
function SaveVersion({ onVersion }: Pick<Props, 'onVersion'>) {
  const { t } = useTranslation('workflow')
  const [note, setNote] = useState('')
  const save = async () => {
    const saved = await onVersion(note.trim() === '' ? undefined : note.trim())
    if (saved === undefined) return
    setNote('')
    notifyDone(t('saved', { version: saved.summary.version }))
  }
  return (
    <form
      className="row"
      style={{ marginBottom: 12, alignItems: 'end' }}
      onSubmit={(event) => {
        event.preventDefault()
        save().catch((error: unknown) => notifyFailure(t('actionFailed', { ns: 'common' }), sentenceOf(error)))
      }}
    >
      <TextInput
        className="sp"
        label={t('versionNote')}
        placeholder={t('versionNotePlaceholder')}
        maxLength={500}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Button type="submit">{t('saveVersion')}</Button>
    </form>
  )
}
