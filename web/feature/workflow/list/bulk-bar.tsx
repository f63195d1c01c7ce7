import type { WorkflowSummary } from '@steward/contract/api/workflow'
import { Button, Menu, Progress } from '@mantine/core'
import { Archive, Download, Ellipsis, FolderInput, Power, PowerOff, Tag, Trash2, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '../../../api/session.ts'
import { type PageAction, usePageActions, usePageKeys } from '../../../shell/commands.ts'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { BulkReport } from './bulk-report.tsx'
import { MoveDialog } from './move-dialog.tsx'
import css from './manage.module.css'
import { TagDialog } from './tag-dialog.tsx'
import type { Bulk } from './use-bulk.tsx'

type Props = { readonly chosen: readonly WorkflowSummary[]; readonly bulk: Bulk; readonly onClear: () => void }

/** What can be done with all that are chosen. It floats over the list, where the hand is. */
export function BulkBar({ chosen, bulk, onClear }: Props) {
  const { t } = useTranslation('workflow')
  const [asking, setAsking] = useState<'move' | 'tag' | 'delete'>()
  const deeds = useDeeds({ chosen, bulk, ask: setAsking })
  usePageActions(deeds)
  usePageKeys([
    { keys: 'm', name: t('moveTo'), group: t('chosen', { count: chosen.length }), run: () => setAsking('move') },
    { keys: 'escape', name: t('clearChoice'), group: t('chosen', { count: chosen.length }), run: onClear },
  ])
  const [first, second, third, ...more] = deeds
  return (
    <>
      <div className={css['bulk']} role="toolbar" aria-label={t('withChosen')}>
        <b className="num">{t('chosen', { count: chosen.length })}</b>
        {bulk.progress === undefined ? null : <Going {...bulk.progress} />}
        {[first, second, third].map((deed) =>
          deed === undefined ? null : <Deed key={deed.id} deed={deed} isBusy={bulk.progress !== undefined} />,
        )}
        <Menu>
          <Menu.Target>
            <Button size="xs" aria-label={t('moreDeeds')} disabled={bulk.progress !== undefined}>
              <Ellipsis size={14} aria-hidden />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {more.map(({ id, name, icon: Icon = X, run }) => (
              <Menu.Item key={id} leftSection={<Icon size={14} aria-hidden />} onClick={run}>
                {name}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
        <Button size="xs" variant="subtle" color="gray" onClick={onClear} leftSection={<X size={14} aria-hidden />}>
          {t('clearChoice')}
        </Button>
      </div>
      {asking === 'move' ? (
        <MoveDialog
          count={chosen.length}
          onClose={() => setAsking(undefined)}
          onMove={(folderId) => void bulk.move(chosen, folderId)}
        />
      ) : null}
      {asking === 'tag' ? (
        <TagDialog
          count={chosen.length}
          onClose={() => setAsking(undefined)}
          onTag={(names) => void bulk.addTags(chosen, names)}
        />
      ) : null}
      <ConfirmDialog
        opened={asking === 'delete'}
        onClose={() => setAsking(undefined)}
        title={t('deleteManySure', { count: chosen.length })}
        text={t('deleteManyText')}
        action={t('delete', { ns: 'common' })}
        onConfirm={() => void bulk.remove(chosen)}
      />
      <BulkReport refusals={bulk.refusals} onClose={bulk.forget} />
    </>
  )
}

function Deed({ deed, isBusy }: { readonly deed: PageAction; readonly isBusy: boolean }) {
  const Icon = deed.icon ?? X
  return (
    <Button size="xs" onClick={deed.run} disabled={isBusy} leftSection={<Icon size={14} aria-hidden />}>
      {deed.name}
    </Button>
  )
}

function Going({ done, count }: { readonly done: number; readonly count: number }) {
  const { t } = useTranslation('workflow')
  return (
    <span className={css['going']} role="status">
      <Progress value={(100 * done) / count} aria-label={t('progressOf', { done, count })} w={80} />
      <span className="num xs">{t('progressOf', { done, count })}</span>
    </span>
  )
}

type DeedParts = {
  readonly chosen: readonly WorkflowSummary[]
  readonly bulk: Bulk
  readonly ask: (what: 'move' | 'tag' | 'delete') => void
}

function useDeeds({ chosen, bulk, ask }: DeedParts): readonly PageAction[] {
  const { t } = useTranslation('workflow')
  const can = useCan()
  const group = t('chosen', { count: chosen.length })
  const write: PageAction[] = [
    { id: 'move', name: t('moveTo'), icon: FolderInput, keys: 'm', run: () => ask('move') },
    { id: 'tag', name: t('addTags'), icon: Tag, run: () => ask('tag') },
  ]
  const onOff: PageAction[] = [
    { id: 'on', name: t('publishAll'), icon: Power, run: () => void bulk.switchOn(chosen) },
    { id: 'off', name: t('switchAllOff'), icon: PowerOff, run: () => void bulk.switchOff(chosen) },
  ]
  const last: PageAction[] = [
    { id: 'archive', name: t('archive'), icon: Archive, run: () => void bulk.archive(chosen) },
    { id: 'delete', name: t('deleteMany'), icon: Trash2, run: () => ask('delete') },
  ]
  return [
    ...(can('workflow:write') ? write : []),
    ...(can('workflow:activate') ? onOff : []),
    { id: 'export', name: t('exportSteward'), icon: Download, run: () => void bulk.exportAll(chosen) },
    ...(can('workflow:write') ? last : []),
  ].map((deed) => ({ ...deed, id: `chosen ${deed.id}`, group }))
}
