import type { Deciders, PolicyAsking } from '@steward/contract/api/policy'
import { ActionIcon, Checkbox, MultiSelect, NumberInput, SegmentedControl, Switch } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { rolesQuery } from '../../api/roles.ts'
import { MemberSelect } from '../../lib/member-select.tsx'
import { useRoleName } from '../../lib/use-role-name.ts'
import { withoutUndefined } from '../../lib/without-undefined.ts'
import css from './policy.module.css'
import { SpanField } from './span-field.tsx'
import { useNames } from './use-names.ts'

type Props = { readonly asking: PolicyAsking; readonly onChange: (asking: PolicyAsking) => void }

/** Who is asked, how many of them must approve, how long they have, and what then. */
export function AskingFields({ asking, onChange }: Props) {
  const { t } = useTranslation('policy')
  const set = (change: { [Name in keyof PolicyAsking]?: PolicyAsking[Name] | undefined }) =>
    onChange(withoutUndefined({ ...asking, ...change }) as PolicyAsking)
  const { deciders, escalate, quorum } = asking
  return (
    <section className={css['fields']}>
      <div>
        <h3>{t('asking')}</h3>
        <p className="xs dim">{t('neverAsker')}</p>
      </div>
      <div>
        <span className="label">{t('who')}</span>
        <SegmentedControl
          aria-label={t('who')}
          value={deciders === undefined ? 'all' : 'some'}
          onChange={(value) => set({ deciders: value === 'all' ? undefined : {} })}
          data={(['all', 'some'] as const).map((value) => ({ value, label: t(`who_${value}`) }))}
        />
      </div>
      {deciders === undefined ? null : <DeciderFields deciders={deciders} onChange={(next) => set({ deciders: next })} />}
      <div className={css['pair']}>
        <NumberInput
          label={t('quorum')}
          min={1}
          max={10}
          allowDecimal={false}
          value={Number.isFinite(quorum) ? quorum : ''}
          onChange={(value) => set({ quorum: typeof value === 'number' ? value : Number.NaN })}
        />
        <SpanField
          label={t('expires')}
          minutes={asking.expiresInMinutes}
          onChange={(minutes) => set({ expiresInMinutes: minutes ?? Number.NaN })}
        />
      </div>
      <SpanField
        label={t('remind')}
        help={t('remindHelp')}
        minutes={asking.remindAfterMinutes}
        onChange={(remindAfterMinutes) => set({ remindAfterMinutes })}
      />
      <Switch
        label={t('reasonRequired')}
        checked={asking.reasonRequired === true}
        onChange={(event) => set({ reasonRequired: event.currentTarget.checked ? true : undefined })}
      />
      <Switch
        label={t('escalate')}
        description={t('escalateHelp')}
        checked={escalate !== undefined}
        onChange={(event) => set({ escalate: event.currentTarget.checked ? { afterMinutes: 1440, to: {} } : undefined })}
      />
      {escalate === undefined ? null : (
        <div className={css['inset']}>
          <SpanField
            label={t('escalateAfter')}
            minutes={escalate.afterMinutes}
            onChange={(minutes) => set({ escalate: { ...escalate, afterMinutes: minutes ?? Number.NaN } })}
          />
          <DeciderFields deciders={escalate.to} onChange={(to) => set({ escalate: { ...escalate, to } })} />
        </div>
      )}
    </section>
  )
}

type DeciderProps = { readonly deciders: Deciders; readonly onChange: (deciders: Deciders) => void }

function DeciderFields({ deciders, onChange }: DeciderProps) {
  const { t } = useTranslation('policy')
  const roles = useQuery(rolesQuery)
  const roleName = useRoleName()
  const { person } = useNames()
  // A new box for each person: the one that was used still shows whom it found.
  const [added, setAdded] = useState(0)
  const { roles: chosenRoles = [], people = [], podManagers = false } = deciders
  const roleNames = new Set([...(roles.data?.items ?? []).map(({ name }) => name), ...chosenRoles])
  const isNobody = chosenRoles.length === 0 && people.length === 0 && !podManagers
  return (
    <div className={css['inset']}>
      <MultiSelect
        label={t('roles')}
        searchable
        hidePickedOptions
        data={[...roleNames].map((value) => ({ value, label: roleName(value) }))}
        value={[...chosenRoles]}
        onChange={(value) => onChange({ ...deciders, roles: value })}
        error={isNobody ? t('nobodyChosen') : null}
      />
      {people.length === 0 ? null : (
        <ul className={css['people']} aria-label={t('people')}>
          {people.map((id) => (
            <li key={id}>
              {person(id)}
              <ActionIcon
                size={20}
                aria-label={t('removePerson', { name: person(id) })}
                onClick={() => onChange({ ...deciders, people: people.filter((one) => one !== id) })}
              >
                <X size={12} aria-hidden />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
      <MemberSelect
        key={added}
        label={t('addPerson')}
        value={null}
        except={people}
        onChange={(id) => {
          if (id === null) return
          onChange({ ...deciders, people: [...people, id] })
          setAdded(added + 1)
        }}
      />
      <Checkbox
        label={t('podManagers')}
        checked={podManagers}
        onChange={(event) => onChange({ ...deciders, podManagers: event.currentTarget.checked })}
      />
    </div>
  )
}
