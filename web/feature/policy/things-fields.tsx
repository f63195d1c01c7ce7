import type { PolicyConditions } from '@steward/contract/api/policy'
import { MultiSelect, TagsInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type Choices, useChoices } from './use-names.ts'

const lists = ['connectors', 'connections', 'workflows'] as const
export type Things = Pick<PolicyConditions, (typeof lists)[number] | 'targets'>

type Props = {
  readonly things: Things
  readonly onChange: (change: Things) => void
  /** These are left out instead. */
  readonly isExcept?: boolean
}

const labels = {
  connectors: 'exceptConnectors',
  connections: 'exceptConnections',
  workflows: 'exceptWorkflows',
  targets: 'exceptTargets',
} as const

/** Kinds of node, connections, workflows and hosts. What was chosen and is gone since stays, so that it can be taken out. */
export function ThingsFields({ things, onChange, isExcept = false }: Props) {
  const { t } = useTranslation('policy')
  const choices = useChoices()
  return (
    <>
      {lists.map((name) => (
        <MultiSelect
          key={name}
          label={t(isExcept ? labels[name] : name)}
          placeholder={(things[name] ?? []).length === 0 ? t('any') : undefined}
          searchable
          clearable
          hidePickedOptions
          data={known(choices, name, things[name] ?? [], t('something'))}
          value={[...(things[name] ?? [])]}
          onChange={(value) => onChange({ [name]: value })}
        />
      ))}
      <TagsInput
        label={t(isExcept ? labels.targets : 'targets')}
        description={t('targetsHelp')}
        placeholder={(things.targets ?? []).length === 0 ? t('any') : undefined}
        clearable
        splitChars={[',', ' ']}
        value={[...(things.targets ?? [])]}
        onChange={(targets) => onChange({ targets: targets.map((one) => one.trim().toLowerCase()) })}
      />
    </>
  )
}

function known(choices: Choices, name: (typeof lists)[number], chosen: readonly string[], gone: string) {
  const offered = choices[name]
  const missing = chosen.filter((value) => !offered.some((one) => one.value === value))
  return [...offered, ...missing.map((value) => ({ value, label: name === 'connectors' ? value : gone }))]
}
