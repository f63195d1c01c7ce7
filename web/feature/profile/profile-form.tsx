import type { Profile } from '@steward/contract/api/profile'
import { Button, Select, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChangeProfile } from '../../api/profile.ts'
import { notifyDone } from '../../ui/notify.tsx'
import css from './profile.module.css'

const zones = Intl.supportedValuesOf('timeZone')
const textFields = ['firstName', 'lastName', 'phone', 'gender'] as const
const longest = { firstName: 100, lastName: 100, phone: 20, gender: 20 } as const

export function ProfileForm({ profile }: { readonly profile: Profile }) {
  const { t } = useTranslation('profile')
  const change = useChangeProfile()
  const { avatar: _, version, ...kept } = profile
  const [wanted, setWanted] = useState(kept)
  const set = (part: Partial<typeof kept>) => setWanted({ ...wanted, ...part })
  const isSame = JSON.stringify(wanted) === JSON.stringify(kept)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate({ ...wanted, version }, { onSuccess: () => notifyDone(t('saved')) })
  }
  const field = (name: (typeof textFields)[number]) => (
    <TextInput
      label={t(name)}
      maxLength={longest[name]}
      {...(name === 'phone' ? { type: 'tel', autoComplete: 'tel' } : {})}
      value={wanted[name] ?? ''}
      onChange={(event) => set({ [name]: emptyIsNull(event.currentTarget.value) })}
    />
  )
  const unlisted = wanted.timezone === null || zones.includes(wanted.timezone) ? [] : [wanted.timezone]
  return (
    <form className={`card ${css['card']}`} onSubmit={submit}>
      <div className={css['two']}>
        {field('firstName')}
        {field('lastName')}
      </div>
      <Textarea
        label={t('bio')}
        autosize
        minRows={2}
        maxLength={2000}
        value={wanted.bio ?? ''}
        onChange={(event) => set({ bio: emptyIsNull(event.currentTarget.value) })}
      />
      <div className={css['two']}>
        {field('phone')}
        {field('gender')}
      </div>
      <div className={css['two']}>
        <TextInput
          label={t('dateOfBirth')}
          type="date"
          value={wanted.dateOfBirth ?? ''}
          onChange={(event) => set({ dateOfBirth: emptyIsNull(event.currentTarget.value) })}
        />
        <Select
          label={t('timezone')}
          placeholder={t('timezoneAuto')}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': t('timezoneAuto') }}
          limit={60}
          value={wanted.timezone}
          data={[...unlisted, ...zones]}
          onChange={(timezone) => set({ timezone })}
        />
      </div>
      <Button type="submit" variant="filled" className={css['save'] ?? ''} disabled={isSame} loading={change.isPending}>
        {t('save', { ns: 'common' })}
      </Button>
    </form>
  )
}

const emptyIsNull = (value: string) => (value === '' ? null : value)
