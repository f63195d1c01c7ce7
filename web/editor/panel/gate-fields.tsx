import type { NodeKind } from '@steward/contract/api/workflow'
import { effectClasses } from '@steward/contract/effect'
import {
  type EffectSettings,
  type NodeSettings,
  stickyNoteType,
  type WorkflowDocument,
  type WorkflowNode,
} from '@steward/contract/workflow'
import { Select, Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { withoutUndefined } from '../../lib/without-undefined.ts'
import { OptionalText } from '../../ui/fields.tsx'
import { ownEffectOf } from '../model/effect.ts'
import css from './panel.module.css'

type Change = { effect?: NodeSettings['effect'] | undefined; undo?: NodeSettings['undo'] | undefined }
type Props = {
  readonly node: WorkflowNode
  readonly kind: NodeKind
  readonly document: WorkflowDocument
  readonly onChange: (change: Change) => void
}
type Amount = NonNullable<EffectSettings['amount']>

/** What only a person knows of an effect: that it pays, how much, in which words to ask, and what takes it back. */
export function GateFields({ node, kind, document, onChange }: Props) {
  const { t } = useTranslation(['editor', 'common'])
  const effect = node.settings.effect ?? {}
  const set = (change: { [Name in keyof EffectSettings]?: EffectSettings[Name] | undefined }) => {
    const next = withoutUndefined({ ...effect, ...change }) as EffectSettings
    onChange({ effect: Object.keys(next).length === 0 ? undefined : next })
  }
  const own = ownEffectOf(node, kind)
  const stronger = effectClasses.slice(effectClasses.indexOf(own) + 1)
  const others = document.nodes.filter(({ id, type }) => id !== node.id && type !== stickyNoteType)
  const undoNode = node.settings.undo?.node ?? ''
  return (
    <div className={css['group']} role="group" aria-labelledby="gate-label">
      <h3 id="gate-label">{t('gate')}</h3>
      <Select
        label={t('gateClass')}
        description={t('gateClassHelp')}
        value={effect.class ?? ''}
        onChange={(value) => set({ class: stronger.find((one) => one === value) })}
        data={[
          { value: '', label: t('gateClassOwn', { effect: t(`effect.${own}`, { ns: 'common' }).toLowerCase() }) },
          ...stronger.map((value) => ({ value, label: t(`effect.${value}`, { ns: 'common' }) })),
        ]}
      />
      <AmountFields
        label={t('gateAmount')}
        help={t('gateAmountHelp')}
        value={effect.amount}
        onChange={(amount) => set({ amount })}
      />
      <AmountFields label={t('gateCost')} help={t('gateCostHelp')} value={effect.cost} onChange={(cost) => set({ cost })} />
      <Textarea
        label={t('gateSays')}
        description={t('gateSaysHelp')}
        placeholder={t('gateSaysExample')}
        autosize
        minRows={1}
        maxRows={6}
        maxLength={2000}
        value={effect.says ?? ''}
        onChange={(event) => set({ says: event.currentTarget.value === '' ? undefined : event.currentTarget.value })}
      />
      <Select
        label={t('undoBy')}
        description={t('undoByHelp')}
        placeholder={t('undoByNone')}
        searchable
        clearable
        value={undoNode === '' ? null : undoNode}
        error={undoNode !== '' && !others.some(({ id }) => id === undoNode) ? t('undoByGone') : null}
        onChange={(id) => onChange({ undo: id === null ? undefined : { node: id } })}
        data={others.map(({ id, name }) => ({ value: id, label: name }))}
      />
    </div>
  )
}

type AmountProps = {
  readonly label: string
  readonly help: string
  readonly value: Amount | undefined
  readonly onChange: (value: Amount | undefined) => void
}

/** An amount in minor units and its currency, each a text or an expression. */
function AmountFields({ label, help, value, onChange }: AmountProps) {
  const { t } = useTranslation('editor')
  const change = (more: { minor?: string | undefined; currency?: string | undefined }) => {
    const { minor = '', currency = '' } = { minor: value?.minor, currency: value?.currency ?? 'EUR', ...more }
    onChange(minor === '' && more.currency === undefined ? undefined : { minor, currency })
  }
  const isExpression = value?.currency.includes('{{') === true
  const isCurrency = value === undefined || isExpression || /^[A-Z]{3}$/.test(value.currency)
  return (
    <div className={css['pair']}>
      <OptionalText
        label={label}
        help={help}
        placeholder="{{ $json.amount * 100 }}"
        mono
        error={value !== undefined && value.minor === '' ? t('gateAmountMissing') : undefined}
        value={value?.minor}
        onChange={(minor) => change({ minor: minor ?? '' })}
      />
      {value === undefined ? null : (
        <OptionalText
          label={t('gateCurrency')}
          placeholder="EUR"
          mono
          error={isCurrency ? undefined : t('gateCurrencyWrong')}
          value={value.currency}
          onChange={(currency) => change({ currency: currency ?? '' })}
        />
      )}
    </div>
  )
}
