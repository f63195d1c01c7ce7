import type { Workflow } from '@steward/contract/api/workflow'
import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { CalendarClock, ChevronDown, CircleStop, History, type LucideIcon, Play, Settings2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Allowed } from '../../lib/allowed.tsx'
import { tagColor } from '../../lib/tag-color.ts'
import { Page } from '../../ui/page.tsx'
import { Tag } from '../../ui/kbd.tsx'
import { PlanButton } from './plan/plan-button.tsx'
import type { PlanState } from './plan/use-plan.ts'
import { PublishButton } from './publication/publish-button.tsx'
import { OnSwitch } from './on-switch.tsx'
import { RowMenu } from './row-menu.tsx'
import type { Editor } from '../../editor/session/editor.ts'
import { useEditorState } from '../../editor/session/use-editor.ts'
import { changeSettings } from '../../editor/command/change-settings.ts'
import { People } from '../../editor/canvas/people.tsx'
import { HistoryButtons } from './history-buttons.tsx'
import { SaveState } from './save-state.tsx'
import { WorkflowName } from './workflow-name.tsx'
import type { LastRun } from './use-last-run.ts'
import { ScheduleDrawer } from './settings/schedule-drawer.tsx'
import { SettingsDialog } from './settings/settings-dialog.tsx'
import { VersionsDrawer } from './versions-drawer.tsx'
import css from './workflow-page.module.css'

type Props = {
  readonly workflow: Workflow
  readonly editor: Editor
  readonly run: LastRun
  readonly plan: PlanState
  /** Makes a version of what is drawn. */
  readonly onVersion: (note?: string) => Promise<Workflow | undefined>
}

export function WorkflowHeader({ workflow, editor, run, plan, onVersion }: Props) {
  const { t } = useTranslation('workflow')
  const [open, setOpen] = useState<'versions' | 'settings' | 'schedule'>()
  const close = () => setOpen(undefined)
  const { summary } = workflow
  const settings = useEditorState(editor, (state) => state.document.settings)
  const isChanged = useEditorState(editor, (state) => state.saving.kind !== 'saved') || workflow.draft !== null
  return (
    <>
      <Page
        bare
        title={summary.name}
        crumb={<Link to="/workflows">{t('workflows', { ns: 'common' })}</Link>}
        heading={<WorkflowName editor={editor} />}
        facts={
          <span className={`${css['facts']} hide-s`}>
            {summary.tags.slice(0, 2).map((tag) => (
              <Tag key={tag.id} color={tagColor(tag.name, tag.color)}>
                {tag.name}
              </Tag>
            ))}
            <VersionFact workflow={workflow} />
          </span>
        }
        actions={
          <>
            <People editor={editor} />
            <SaveState editor={editor} />
            {editor.mayWrite ? <HistoryButtons editor={editor} /> : null}
            {workflow.summary.triggers.includes('schedule_trigger') ? (
              <HeaderIcon label={t('schedule')} icon={CalendarClock} onClick={() => setOpen('schedule')} />
            ) : null}
            <Allowed permission="workflow:write">
              <HeaderIcon onPhone label={t('settings')} icon={Settings2} onClick={() => setOpen('settings')} />
            </Allowed>
            <HeaderIcon label={t('versions')} icon={History} onClick={() => setOpen('versions')} />
            <Allowed permission="execution:start">
              <PlanButton state={plan} />
            </Allowed>
            {run.isRunning ? (
              <Allowed permission="execution:write">
                <Button leftSection={<CircleStop size={14} aria-hidden />} onClick={run.cancel}>
                  {t('cancel')}
                </Button>
              </Allowed>
            ) : (
              <Allowed permission="execution:start">
                <RunButton workflow={workflow} onRun={run.start} />
              </Allowed>
            )}
            <Allowed permission="workflow:activate">
              <PublishButton workflow={summary} isChanged={isChanged} before={onVersion} />
            </Allowed>
            <OnSwitch workflow={summary} before={onVersion} />
            <RowMenu workflow={summary} />
          </>
        }
      >
        {null}
      </Page>
      <VersionsDrawer opened={open === 'versions'} onClose={close} workflow={workflow} onVersion={onVersion} />
      <ScheduleDrawer opened={open === 'schedule'} onClose={close} workflowId={summary.id} />
      <SettingsDialog
        opened={open === 'settings'}
        onClose={close}
        workflowId={summary.id}
        settings={settings}
        onApply={(changed) => editor.do(changeSettings(changed))}
      />
    </>
  )
}

type IconProps = { readonly label: string; readonly onPhone?: boolean; readonly icon: LucideIcon; readonly onClick: () => void }

function HeaderIcon({ label, icon: Icon, onPhone = false, onClick }: IconProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon className={onPhone ? '' : 'hide-s'} aria-label={label} onClick={onClick}>
        <Icon size={16} aria-hidden />
      </ActionIcon>
    </Tooltip>
  )
}

function VersionFact({ workflow }: { readonly workflow: Workflow }) {
  const { t } = useTranslation('workflow')
  const { version, publishedVersion: published } = workflow.summary
  if (published === null) return <>{t('versionNeverPublished', { version })}</>
  return <>{published === version ? t('versionPublished', { version }) : t('versionUnpublished', { version, published })}</>
}

/** Where a workflow can start at several places the button asks at which. */
function RunButton({ workflow, onRun }: { readonly workflow: Workflow; readonly onRun: (trigger: string | undefined) => void }) {
  const { t } = useTranslation('workflow')
  const types = new Set(workflow.summary.triggers)
  const triggers = workflow.document.nodes.filter((node) => types.has(node.type) && node.settings.disabled !== true)
  const look = { style: { flex: 'none' }, variant: 'filled' as const }
  const icon = <Play size={14} aria-hidden />
  if (triggers.length < 2) {
    return (
      <Button {...look} leftSection={icon} onClick={() => onRun(triggers[0]?.name)}>
        {t('run')}
      </Button>
    )
  }
  return (
    <Menu>
      <Menu.Target>
        <Button {...look} leftSection={icon} rightSection={<ChevronDown size={14} aria-hidden />}>
          {t('run')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('runWith')}</Menu.Label>
        {triggers.map((node) => (
          <Menu.Item key={node.id} onClick={() => onRun(node.name)}>
            {node.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
