import { CloseButton, MultiSelect, Select, Switch } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { podsQuery } from '../../api/pods.ts'
import { useCan } from '../../api/session.ts'
import { membersQuery } from '../../api/members.ts'
import { MemberSelect } from '../../lib/member-select.tsx'
import type { FieldsProps } from './instance-fields.tsx'
import css from './instance.module.css'

/** Everybody who may see queries there, or only some of them; and whether workflows query it too. */
export function ReaderFields({ draft, set }: FieldsProps) {
  const { t } = useTranslation('instance')
  const can = useCan()
  const pods = useQuery({ ...podsQuery, enabled: can('member:read') })
  const members = useInfiniteQuery({ ...membersQuery(''), enabled: can('member:read') })
  const names = new Map(members.data?.pages.flatMap(({ items }) => items.map(({ userId, name }) => [userId, name] as const)))
  const [added, setAdded] = useState<ReadonlyMap<string, string>>(new Map())
  const { readers } = draft
  return (
    <fieldset className={css['part']}>
      <legend>{t('readers')}</legend>
      <Select
        aria-label={t('readers')}
        data={[
          { value: 'all', label: t('readersAll') },
          { value: 'some', label: t('readersSome') },
        ]}
        value={readers === null ? 'all' : 'some'}
        onChange={(value) => set({ readers: value === 'some' ? { people: [], pods: [] } : null })}
      />
      {readers === null ? null : (
        <>
          <MultiSelect
            label={t('readerPods')}
            searchable
            data={(pods.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            value={readers.pods}
            onChange={(chosen) => set({ readers: { ...readers, pods: chosen } })}
          />
          <MemberSelect
            key={readers.people.length}
            label={t('addReader')}
            value={null}
            except={readers.people}
            onChange={(id, label) => {
              if (id === null) return
              setAdded((before) => new Map(before).set(id, label))
              set({ readers: { ...readers, people: [...readers.people, id] } })
            }}
          />
          <ul className={css['chosen']} aria-label={t('readerPeople')}>
            {readers.people.map((id) => {
              const name = added.get(id) ?? names.get(id) ?? t('somebody')
              return (
                <li key={id}>
                  {name}
                  <CloseButton
                    size="xs"
                    aria-label={t('without', { name })}
                    onClick={() => set({ readers: { ...readers, people: readers.people.filter((one) => one !== id) } })}
                  />
                </li>
              )
            })}
          </ul>
        </>
      )}
      <Switch
        label={t('allowsWorkflows')}
        description={t('allowsWorkflowsHelp')}
        checked={draft.allowsWorkflows}
        onChange={(event) => set({ allowsWorkflows: event.currentTarget.checked })}
      />
    </fieldset>
  )
}
