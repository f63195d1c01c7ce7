import type { Query } from '@steward/contract/api/query'
import { ActionIcon, Button, Menu } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { CircleStop, Copy, Download, Ellipsis, Pencil, Repeat2, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { queryFileAddress, useCancelQuery, useRepeatQuery } from '../../api/queries.ts'
import { sentenceOf } from '../../api/problem.ts'
import { useCan } from '../../api/session.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { notifyDone, notifyFailure } from '../../ui/notify.tsx'
import css from './query.module.css'
import { UndoDialog } from './undo-dialog.tsx'

/** What somebody can do with a query: stop it, change it, take it back, ask for it once more, have its result. */
export function QueryActions({ query }: { readonly query: Query }) {
  const { t } = useTranslation('query')
  const can = useCan()
  const navigate = useNavigate()
  const repeat = useRepeatQuery()
  const [isUndoing, setUndoing] = useState(false)
  const maySubmit = can('query:submit', { podId: query.pod?.id ?? null })
  const { id, form, status, may, undo } = query
  const isUndo = form === 'undo'
  const again = () =>
    repeat.mutate(
      { id },
      {
        onSuccess: (made) => void navigate({ to: '/queries/$queryId', params: { queryId: made.id } }),
        onError: (error) => notifyFailure(t('actionFailed', { ns: 'common' }), sentenceOf(error)),
      },
    )
  const hasMenu = maySubmit && (!isUndo || undo.isPossible)
  const copy = (
    <Menu.Item component={Link} to={`/queries/new?from=${id}`} leftSection={<Copy size={14} aria-hidden />} className="only-s">
      {t('duplicate')}
    </Menu.Item>
  )
  return (
    <>
      {maySubmit && !isUndo ? (
        <Button className="hide-s" component={Link} to={`/queries/new?from=${id}`} leftSection={<Copy size={14} aria-hidden />}>
          {t('duplicate')}
        </Button>
      ) : null}
      {may.change && !isUndo ? (
        <Button
          className={css['action'] ?? ''}
          component={Link}
          to={`/queries/new?change=${id}`}
          leftSection={<Pencil size={14} aria-hidden />}
        >
          {t('edit', { ns: 'common' })}
        </Button>
      ) : null}
      {may.cancel ? <CancelButton query={query} /> : null}
      {hasMenu ? (
        <Menu>
          <Menu.Target>
            <ActionIcon variant="default" size={32} aria-label={t('more')} className={css['moreActions'] ?? ''}>
              <Ellipsis size={16} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {isUndo ? null : copy}
            {isUndo ? null : (
              <Menu.Item leftSection={<Repeat2 size={14} aria-hidden />} onClick={again} disabled={repeat.isPending}>
                {t('askAgain')}
              </Menu.Item>
            )}
            {status === 'completed' && query.class !== 'read' && !isUndo ? (
              <Menu.Item
                leftSection={<Undo2 size={14} aria-hidden />}
                disabled={!undo.isPossible}
                onClick={() => setUndoing(true)}
              >
                {t('takeBack')}
                {undo.isPossible || undo.reason === null ? null : <div className="xs dim">{undo.reason}</div>}
              </Menu.Item>
            ) : null}
          </Menu.Dropdown>
        </Menu>
      ) : null}
      <ExportMenu query={query} />
      {isUndoing ? <UndoDialog query={query} onClose={() => setUndoing(false)} /> : null}
    </>
  )
}

function CancelButton({ query }: { readonly query: Query }) {
  const { t } = useTranslation('query')
  const cancel = useCancelQuery()
  const [isAsking, setAsking] = useState(false)
  const isRunning = query.status === 'executing'
  const act = () =>
    cancel.mutate(
      { id: query.id },
      {
        onSuccess: () => notifyDone(t(isRunning ? 'stopAsked' : 'cancelled')),
        onError: (error) => notifyFailure(t('actionFailed', { ns: 'common' }), sentenceOf(error)),
      },
    )
  return (
    <>
      <Button
        className={css['action'] ?? ''}
        leftSection={<CircleStop size={14} aria-hidden />}
        loading={cancel.isPending}
        onClick={() => (isRunning ? act() : setAsking(true))}
      >
        {t(isRunning ? 'stop' : 'cancelRequest')}
      </Button>
      <ConfirmDialog
        opened={isAsking}
        onClose={() => setAsking(false)}
        title={t('cancelSure')}
        text={t('cancelText')}
        action={t('cancelRequest')}
        onConfirm={act}
      />
    </>
  )
}

function ExportMenu({ query }: { readonly query: Query }) {
  const { t } = useTranslation('query')
  const { result, may, id } = query
  if (result === null || !may.seeResult || result.formats.length === 0) return null
  return (
    <Menu>
      <Menu.Target>
        <Button className={css['action'] ?? ''} variant="filled" leftSection={<Download size={14} aria-hidden />}>
          {t('export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {result.formats.map((format) => (
          <Menu.Item key={format} component="a" href={queryFileAddress(id, format)} download>
            <div>{t(`format_${format}`)}</div>
            <div className="xs dim">{t(`formatText_${format}`)}</div>
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>{t('exportIsRecorded')}</Menu.Label>
      </Menu.Dropdown>
    </Menu>
  )
}
