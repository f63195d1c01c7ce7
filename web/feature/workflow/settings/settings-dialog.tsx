import { environments } from '@steward/contract/api/policy'
import type { WorkflowSettings } from '@steward/contract/workflow'
import { Button, Modal, NumberInput, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../../api/call.ts'
import { withoutUndefined } from '../../../lib/without-undefined.ts'
import { OptionalNumber } from '../../../ui/fields.tsx'
import { LimitFields } from './limit-fields.tsx'
import { ScheduleFields } from './schedule-fields.tsx'
import { SwitchGroup } from './switch-group.tsx'
import css from './settings.module.css'

type Props = {
  readonly workflowId: string
  readonly settings: WorkflowSettings
  readonly opened: boolean
  readonly onClose: () => void
  /** The settings as they are to be; they are a part of the draft until it is saved. */
  readonly onApply: (settings: WorkflowSettings) => void
}

/** How executions of a workflow start, how they go on side by side, and what ends them. */
export function SettingsDialog({ opened, onClose, ...form }: Props) {
  const { t } = useTranslation('workflow')
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('settings')}
      size={680}
      closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}
    >
      {opened ? <Form {...form} onClose={onClose} /> : null}
    </Modal>
  )
}

/** Numbers that a person has emptied; the dialog keeps what it has until they are there again. */
const isMissing = (value: number | undefined) => value === undefined || !Number.isFinite(value)

function Form({ workflowId, settings, onClose, onApply }: Omit<Props, 'opened'>) {
  const { t } = useTranslation('workflow')
  const [wanted, setWanted] = useState<WorkflowSettings>(settings)
  const set = (more: { [Name in keyof WorkflowSettings]?: WorkflowSettings[Name] | undefined }) =>
    setWanted((before) => withoutUndefined({ ...before, ...more }) as WorkflowSettings)
  const isFaulty = hasGap(wanted)
  return (
    <form
      className={css['form']}
      onSubmit={(event) => {
        event.preventDefault()
        onApply(wanted)
        onClose()
      }}
    >
      <section>
        <h3>{t('setRunning')}</h3>
        <Select
          label={t('setOrder')}
          value={wanted.executionOrder}
          onChange={(value) => set({ executionOrder: value === 'v0' ? 'v0' : 'v1' })}
          data={(['v1', 'v0'] as const).map((value) => ({ value, label: t(`setOrder_${value}`) }))}
          allowDeselect={false}
          disabled={wanted.parallel !== undefined}
        />
        <SwitchGroup
          label={t('setParallel')}
          help={t('setParallelHelp')}
          on={wanted.parallel !== undefined}
          onChange={(on) => set({ parallel: on ? { limit: 10 } : undefined })}
        >
          <NumberInput
            label={t('setAtOnce')}
            min={1}
            max={100}
            value={wanted.parallel?.limit ?? ''}
            onChange={(limit) => set({ parallel: { limit: Number(limit) } })}
          />
        </SwitchGroup>
        <div className={css['pair']}>
          <OptionalNumber
            label={t('setTimeout')}
            help={t('setTimeoutHelp')}
            suffix="s"
            min={1}
            value={wanted.executionTimeoutSeconds}
            onChange={(executionTimeoutSeconds) => set({ executionTimeoutSeconds })}
          />
          <ZoneField value={wanted.timezone} onChange={(timezone) => set({ timezone })} />
        </div>
        <ErrorWorkflowField
          workflowId={workflowId}
          value={wanted.errorWorkflow}
          onChange={(errorWorkflow) => set({ errorWorkflow })}
        />
        <EffectFields settings={wanted} onChange={set} />
      </section>
      <section>
        <h3>{t('setStarting')}</h3>
        <LimitFields limits={wanted.limits ?? {}} onChange={(limits) => set({ limits })} />
      </section>
      <section>
        <h3>{t('setSchedules')}</h3>
        <ScheduleFields schedule={wanted.schedule ?? {}} onChange={(schedule) => set({ schedule })} />
      </section>
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        <Button onClick={onClose}>{t('cancel', { ns: 'common' })}</Button>
        <Button type="submit" variant="filled" disabled={isFaulty}>
          {t('setApply')}
        </Button>
      </div>
    </form>
  )
}

/** Whether a number that has to be there is not, or makes no sense. */
function hasGap({ parallel, limits = {} }: WorkflowSettings): boolean {
  const { concurrency, throttle, rateLimit, debounce, deduplicate } = limits
  const needed = [
    ...(parallel === undefined ? [] : [parallel.limit]),
    ...(concurrency === undefined ? [] : [concurrency.limit]),
    ...[throttle, rateLimit].flatMap((one) => (one === undefined ? [] : [one.limit, one.seconds])),
    ...(debounce === undefined ? [] : [debounce.seconds]),
    ...(deduplicate === undefined ? [] : [deduplicate.windowSeconds]),
  ]
  return needed.some((value) => isMissing(value) || value < 1) || deduplicate?.key === ''
}

type EffectProps = {
  readonly settings: WorkflowSettings
  readonly onChange: (change: Pick<WorkflowSettings, 'environment' | 'onFailure'>) => void
}

/** Where its effects happen, for policies, and what becomes of them when it fails. */
function EffectFields({ settings, onChange }: EffectProps) {
  const { t } = useTranslation('workflow')
  return (
    <div className={css['pair']}>
      <Select
        label={t('setEnvironment')}
        description={t('setEnvironmentHelp')}
        value={settings.environment ?? 'production'}
        onChange={(value) => onChange({ environment: environments.find((one) => one === value) ?? 'production' })}
        data={environments.map((value) => ({ value, label: t(`setEnvironment_${value}`) }))}
        allowDeselect={false}
      />
      <Select
        label={t('setOnFailure')}
        description={t('setOnFailureHelp')}
        value={settings.onFailure ?? 'stop'}
        onChange={(value) => onChange({ onFailure: value === 'undo' ? 'undo' : 'stop' })}
        data={(['stop', 'undo'] as const).map((value) => ({ value, label: t(`setOnFailure_${value}`) }))}
        allowDeselect={false}
      />
    </div>
  )
}

type FieldProps = { readonly value: string | undefined; readonly onChange: (value: string | undefined) => void }

function ZoneField({ value, onChange }: FieldProps) {
  const { t } = useTranslation('workflow')
  return (
    <Select
      label={t('setZone')}
      placeholder={t('setZoneDefault')}
      searchable
      clearable
      limit={50}
      value={value ?? null}
      onChange={(zone) => onChange(zone ?? undefined)}
      data={[...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', ...(value === undefined ? [] : [value])])]}
    />
  )
}

function ErrorWorkflowField({ workflowId, value, onChange }: FieldProps & { readonly workflowId: string }) {
  const { t } = useTranslation('workflow')
  const workflows = useQuery({
    queryKey: ['workflows', 'names'],
    queryFn: ({ signal }) => call('GET /workflows', { query: { limit: 200 } }, signal),
  })
  const choices = (workflows.data?.items ?? []).filter(({ id }) => id !== workflowId)
  return (
    <Select
      label={t('setErrorWorkflow')}
      description={t('setErrorWorkflowHelp')}
      placeholder={t('setErrorWorkflowNone')}
      searchable
      clearable
      value={value === undefined || value === '' ? null : value}
      onChange={(id) => onChange(id ?? undefined)}
      data={choices.map(({ id, name }) => ({ value: id, label: name }))}
    />
  )
}
