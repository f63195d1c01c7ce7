import type { NodeKind } from '@steward/contract/api/workflow'
import type { NodeSettings as Settings, WorkflowDocument, WorkflowNode } from '@steward/contract/workflow'
import { Select, Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { withoutUndefined } from '../../lib/without-undefined.ts'
import { OptionalNumber, OptionalText } from '../../ui/fields.tsx'
import { effectOf } from '../model/effect.ts'
import { GateFields } from './gate-fields.tsx'
import { RetryFields } from './retry-fields.tsx'
import css from './panel.module.css'

type Props = {
  readonly node: WorkflowNode
  readonly kind: NodeKind | undefined
  readonly document: WorkflowDocument
  /** Absent where the document is not to be changed. */
  readonly onChange?: ((node: WorkflowNode) => void) | undefined
}

const onErrors = ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const
const switches = ['disabled', 'alwaysOutputData', 'executeOnce'] as const

/** What is set beside the parameters: what happens when it fails, how long it may take, how often it is tried. */
export function NodeSettings({ node, kind, document, onChange }: Props) {
  const { t } = useTranslation('editor')
  const { settings } = node
  const change = (more: { [Name in keyof Settings]?: Settings[Name] | undefined }) =>
    onChange?.({ ...node, settings: withoutUndefined({ ...settings, ...more }) as Settings })
  const isOutside = kind !== undefined && effectOf(node, kind) !== 'pure'
  return (
    <fieldset className={css['settings']} disabled={onChange === undefined}>
      <legend className="sr">{t('settings')}</legend>
      {Object.values(node.connections ?? {}).map(({ name }) => (
        <p key={name} className="ink2">
          {t('connection')}: <b>{name}</b>
        </p>
      ))}
      <Select
        label={t('set_onError')}
        value={settings.onError ?? 'stopWorkflow'}
        onChange={(value) => change({ onError: onErrors.find((one) => one === value) })}
        data={onErrors.map((value) => ({ value, label: t(`onError_${value}`) }))}
        allowDeselect={false}
      />
      <RetryFields settings={settings} onChange={change} />
      <OptionalNumber
        label={t('set_timeout')}
        help={t('set_timeoutHelp')}
        suffix="s"
        min={0.001}
        whole={false}
        value={settings.timeoutSeconds}
        onChange={(timeoutSeconds) => change({ timeoutSeconds })}
      />
      {isOutside ? (
        <>
          <EffectFields settings={settings} onChange={change} />
          <GateFields node={node} kind={kind} document={document} onChange={change} />
        </>
      ) : null}
      {switches.map((name) => (
        <Switch
          key={name}
          label={t(`set_${name}`)}
          checked={settings[name] === true}
          onChange={(event) => change({ [name]: event.currentTarget.checked ? true : undefined })}
        />
      ))}
    </fieldset>
  )
}

type EffectProps = {
  readonly settings: Settings
  readonly onChange: (more: {
    idempotencyHeader?: string | undefined
    probe?: { url: string; happened: string } | undefined
  }) => void
}

/** What makes a repeat safe after a crash, or tells whether one is needed. */
function EffectFields({ settings: { idempotencyHeader, probe }, onChange }: EffectProps) {
  const { t } = useTranslation('editor')
  const isHeader = idempotencyHeader === undefined || /^[A-Za-z0-9-]{1,100}$/.test(idempotencyHeader)
  const change = (more: Partial<Record<'url' | 'happened', string | undefined>>) => {
    const next = { url: probe?.url ?? '', happened: probe?.happened ?? '', ...more }
    const { url = '', happened = '' } = next
    onChange({ probe: url === '' && happened === '' ? undefined : { url, happened } })
  }
  return (
    <>
      <OptionalText
        label={t('set_header')}
        help={t('set_headerHelp')}
        placeholder="Idempotency-Key"
        mono
        error={isHeader ? undefined : t('set_headerFaulty')}
        value={idempotencyHeader}
        onChange={(value) => onChange({ idempotencyHeader: value })}
      />
      <OptionalText
        label={t('set_probeUrl')}
        help={t('set_probeUrlHelp')}
        placeholder="https://api.example.com/orders?key={{ $effect.key }}"
        mono
        error={probe !== undefined && probe.url === '' ? t('set_probeNeedsUrl') : undefined}
        value={probe?.url}
        onChange={(url) => change({ url })}
      />
      <OptionalText
        label={t('set_probeHappened')}
        help={t('set_probeHappenedHelp')}
        placeholder="{{ $response.body.length > 0 }}"
        mono
        error={probe !== undefined && probe.happened === '' ? t('set_probeNeedsAnswer') : undefined}
        value={probe?.happened}
        onChange={(happened) => change({ happened })}
      />
    </>
  )
}
