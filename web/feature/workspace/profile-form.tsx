import type { companySizes, visibilities, Workspace } from '@steward/contract/api/workspace'
import { Button, Select, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Saving } from './general-page.tsx'
import css from './workspace.module.css'
import { displayTag } from '../../lib/format.ts'

type CompanySize = (typeof companySizes)[number]
const sizes: readonly CompanySize[] = ['1', '2-10', '11-50', '51-200', '201-1000', '1001+']
type Visibility = (typeof visibilities)[number]
const kinds: readonly Visibility[] = ['PRIVATE', 'PUBLIC']
const zones = Intl.supportedValuesOf('timeZone')
const currencies = Intl.supportedValuesOf('currency')
const languages = ['en', 'de', 'es', 'fr', 'it', 'ja', 'ko', 'nl', 'pl', 'pt', 'pt-BR', 'sv', 'tr', 'uk', 'vi', 'zh'] as const
const wordOf = (type: 'language' | 'currency', code: string) => new Intl.DisplayNames(displayTag(), { type }).of(code) ?? code

/** What is kept stays to be chosen, even if this list does not have it. */
const withKept = (all: readonly string[], kept: string | null) => (kept === null || all.includes(kept) ? all : [kept, ...all])

const emptyIsNull = (value: string) => (value.trim() === '' ? null : value.trim())

/** Name, address, and what the workspace says of itself. */
export function ProfileForm({ workspace, saving }: { readonly workspace: Workspace; readonly saving: Saving }) {
  const { t } = useTranslation('workspace')
  const [wanted, setWanted] = useState(() => draftOf(workspace))
  const set = (change: Partial<Draft>) => setWanted({ ...wanted, ...change })
  const isSame = JSON.stringify(wanted) === JSON.stringify(draftOf(workspace))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    saving.save(changeOf(wanted))
  }
  const common = { readOnly: saving.isReadOnly }
  return (
    <form className={`card ${css['section']}`} onSubmit={submit}>
      <TextInput
        label={t('name')}
        maxLength={255}
        required
        withAsterisk={false}
        value={wanted.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
        {...common}
      />
      <Textarea
        label={t('description')}
        autosize
        minRows={2}
        maxLength={2000}
        value={wanted.description}
        onChange={(event) => set({ description: event.currentTarget.value })}
        {...common}
      />
      <div className={css['two']}>
        <TextInput
          label={t('slug')}
          description={t('slugHelp')}
          maxLength={63}
          spellCheck={false}
          value={wanted.slug}
          onChange={(event) => set({ slug: event.currentTarget.value.toLowerCase() })}
          {...common}
        />
        <Select
          label={t('visibility')}
          description={t('visibilityHelp')}
          allowDeselect={false}
          value={wanted.visibility}
          data={kinds.map((kind) => ({ value: kind, label: t(`visibility_${kind}`) }))}
          onChange={(value) => set({ visibility: kinds.find((kind) => kind === value) ?? 'PRIVATE' })}
          {...common}
        />
      </div>
      <About wanted={wanted} set={set} isReadOnly={saving.isReadOnly} />
      {saving.isReadOnly ? null : (
        <Button
          type="submit"
          variant="filled"
          className={css['save'] ?? ''}
          disabled={isSame || wanted.name.trim() === ''}
          loading={saving.isPending}
        >
          {t('save', { ns: 'common' })}
        </Button>
      )}
    </form>
  )
}

type AboutProps = { readonly wanted: Draft; readonly set: (change: Partial<Draft>) => void; readonly isReadOnly: boolean }

function About({ wanted, set, isReadOnly }: AboutProps) {
  const { t } = useTranslation('workspace')
  const choice = (name: 'timezone' | 'currency' | 'language' | 'companySize', data: { value: string; label: string }[]) => (
    <Select
      label={t(name)}
      placeholder={t('none')}
      searchable={data.length > 10}
      clearable={!isReadOnly}
      clearButtonProps={{ 'aria-label': `${t('remove', { ns: 'common' })} ${t(name)}` }}
      limit={60}
      readOnly={isReadOnly}
      value={wanted[name]}
      data={data}
      onChange={(value) => set({ [name]: value })}
    />
  )
  const plain = (all: readonly string[]) => all.map((value) => ({ value, label: value }))
  return (
    <>
      <div className={css['two']}>
        <TextInput
          label={t('industry')}
          maxLength={100}
          readOnly={isReadOnly}
          value={wanted.industry}
          onChange={(event) => set({ industry: event.currentTarget.value })}
        />
        {choice('companySize', plain(sizes))}
      </div>
      <TextInput
        label={t('website')}
        type="url"
        placeholder="https://"
        maxLength={2000}
        readOnly={isReadOnly}
        value={wanted.website}
        onChange={(event) => set({ website: event.currentTarget.value })}
      />
      <div className={css['two']}>
        {choice('timezone', plain(withKept(zones, wanted.timezone)))}
        {choice(
          'language',
          withKept(languages, wanted.language).map((value) => ({ value, label: wordOf('language', value) })),
        )}
      </div>
      <div className={css['two']}>
        {choice(
          'currency',
          withKept(currencies, wanted.currency).map((value) => ({ value, label: `${value} – ${wordOf('currency', value)}` })),
        )}
      </div>
    </>
  )
}

function draftOf({ name, slug, description, visibility, profile }: Workspace) {
  const { industry, website, companySize, timezone, currency, language } = profile
  return {
    name,
    slug: slug ?? '',
    description: description ?? '',
    visibility,
    industry: industry ?? '',
    website: website ?? '',
    companySize: companySize as string | null,
    timezone,
    currency,
    language,
  }
}
type Draft = ReturnType<typeof draftOf>

function changeOf({ name, slug, description, visibility, ...profile }: Draft): Parameters<Saving['save']>[0] {
  return {
    name,
    visibility,
    slug: emptyIsNull(slug),
    description: emptyIsNull(description),
    profile: {
      ...profile,
      industry: emptyIsNull(profile.industry),
      website: emptyIsNull(profile.website),
      companySize: sizes.find((size) => size === profile.companySize) ?? null,
    },
  }
}
