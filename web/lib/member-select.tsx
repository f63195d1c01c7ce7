import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { memberChoiceQuery } from '../api/roles.ts'

type Props = {
  readonly label: string
  readonly value: string | null
  /** `label` is what the box showed for them. */
  readonly onChange: (userId: string | null, label: string) => void
  /** Who is not offered. */
  readonly except?: readonly string[]
}

/** Chooses a member of the workspace by name or address; the server searches, so it works for thousands. */
export function MemberSelect({ label, value, onChange, except = [] }: Props) {
  const { t } = useTranslation('role')
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState<{ value: string; label: string }>()
  const [search] = useDebouncedValue(typed === chosen?.label ? '' : typed.trim(), 200)
  const members = useQuery(memberChoiceQuery(search))
  const found = (members.data?.items ?? [])
    .filter(({ userId }) => !except.includes(userId))
    .map(({ userId, name, email }) => ({ value: userId, label: `${name} (${email})` }))
  const data = chosen === undefined || found.some((one) => one.value === chosen.value) ? found : [chosen, ...found]
  return (
    <Select
      label={label}
      placeholder={t('chooseMember')}
      searchable
      nothingFoundMessage={members.isFetching ? t('searching') : t('nobodyFound')}
      // What the server found is shown as it is.
      filter={({ options }) => options}
      data={data}
      value={value}
      searchValue={typed}
      onSearchChange={setTyped}
      onChange={(next, option) => {
        setChosen(next === null ? undefined : { value: next, label: option?.label ?? '' })
        onChange(next, option?.label ?? '')
      }}
    />
  )
}
