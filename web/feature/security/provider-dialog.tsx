import type { IdentityProvider, ProviderKind } from '@steward/contract/api/provider'
import { Button, Checkbox, Modal, PasswordInput, Select, TagsInput, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import { sentenceOf } from '../../api/problem.ts'
import { useAddProvider, useChangeProvider } from '../../api/security.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Problem } from '../../ui/feedback.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import css from './security.module.css'

const kinds: readonly ProviderKind[] = ['oidc', 'google', 'github', 'gitlab', 'microsoft']
/** Where a service lives that has a place of its own. */
const hosts: Readonly<Partial<Record<ProviderKind, string>>> = { github: 'github.com', gitlab: 'gitlab.com' }
const names: Readonly<Partial<Record<ProviderKind, string>>> = {
  google: 'Google',
  github: 'GitHub',
  gitlab: 'GitLab',
  microsoft: 'Microsoft',
}

type Props = {
  /** Undefined for a new one. */
  readonly provider: IdentityProvider | undefined
  readonly redirectUriPattern: string
  readonly onClose: () => void
}

export function ProviderDialog({ provider, redirectUriPattern, onClose }: Props) {
  const { t } = useTranslation('security')
  const add = useAddProvider()
  const change = useChangeProvider(true)
  const { error } = provider === undefined ? add : change
  const form = useProviderForm(provider)
  const { name, kind } = form.values
  const redirectUri = redirectUriPattern.replace(':name', name === '' ? '…' : name)
  const submit = form.onSubmit((values) => {
    const { label, clientId, clientSecret, allowedDomains, createsAccounts, trustsEmail } = values
    const common = { label: label.trim(), clientId: clientId.trim(), allowedDomains, createsAccounts, trustsEmail }
    const done = (words: 'added' | 'changed') => () => {
      notifyDone(t(words, { label: common.label }))
      onClose()
    }
    if (provider !== undefined) {
      const body = { ...common, ...(clientSecret === '' ? {} : { clientSecret }) }
      change.mutate({ id: provider.id, body }, { onSuccess: done('changed') })
    } else {
      const issuer = values.issuer.trim()
      const body = { ...common, name, kind, clientSecret, ...(issuer === '' ? {} : { issuer }) }
      add.mutate(body, { onSuccess: done('added') })
    }
  })
  return (
    <Modal
      opened
      onClose={onClose}
      title={provider === undefined ? t('addProvider') : t('editProvider', { label: provider.label })}
      size={520}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}
    >
      <form onSubmit={submit} className={css['enrol']} noValidate>
        {provider === undefined ? <PlaceFields form={form} /> : null}
        <TextInput label={t('label')} maxLength={100} {...form.getInputProps('label')} />
        <div>
          <span className="label">{t('redirectUri')}</span>
          <div className={css['secret']}>
            <code>{redirectUri}</code>
            <CopyButton text={redirectUri} label={t('copyRedirectUri')} />
          </div>
          <p className="xs dim" style={{ marginTop: 4 }}>
            {t('redirectUriHelp')}
          </p>
        </div>
        <TextInput
          label={t('clientId')}
          maxLength={255}
          autoComplete="off"
          spellCheck={false}
          {...form.getInputProps('clientId')}
        />
        <PasswordInput
          label={t('clientSecret')}
          description={provider === undefined ? undefined : t('clientSecretKept')}
          maxLength={2000}
          autoComplete="off"
          {...form.getInputProps('clientSecret')}
        />
        <TagsInput
          label={t('domains')}
          description={t('domainsHelp')}
          splitChars={[',', ' ', ';']}
          {...form.getInputProps('allowedDomains')}
        />
        <Checkbox label={t('createsAccounts')} {...form.getInputProps('createsAccounts', { type: 'checkbox' })} />
        <Checkbox
          label={t('trustsEmail')}
          description={t('trustsEmailHelp')}
          {...form.getInputProps('trustsEmail', { type: 'checkbox' })}
        />
        {error === null ? null : <Problem title={t('actionFailed', { ns: 'common' })} text={sentenceOf(error)} />}
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button onClick={onClose}>{t('cancel', { ns: 'common' })}</Button>
          <Button type="submit" variant="filled" loading={add.isPending || change.isPending}>
            {provider === undefined ? t('addProvider') : t('save', { ns: 'common' })}
          </Button>
        </div>
      </form>
    </Modal>
  )
}

type Form = ReturnType<typeof useProviderForm>

/** What cannot be changed later. */
function PlaceFields({ form }: { readonly form: Form }) {
  const { t } = useTranslation('security')
  const { kind } = form.values
  const host = hosts[kind]
  const choose = (value: string | null) => {
    const chosen = kinds.find((one) => one === value) ?? 'oidc'
    const label = names[chosen] ?? ''
    form.setValues({ kind: chosen, label, name: label.toLowerCase(), issuer: '' })
  }
  return (
    <>
      <Select
        label={t('kind')}
        allowDeselect={false}
        value={kind}
        data={kinds.map((value) => ({ value, label: t(`kind_${value}`) }))}
        onChange={choose}
      />
      {kind === 'google' ? null : (
        <TextInput
          label={t('issuer')}
          description={host === undefined ? t('issuerHelp') : t('issuerOptional', { host })}
          placeholder={kind === 'microsoft' ? t('issuerMicrosoft') : ''}
          maxLength={500}
          spellCheck={false}
          {...form.getInputProps('issuer')}
        />
      )}
      <TextInput
        label={t('name')}
        description={t('nameHelp')}
        maxLength={50}
        spellCheck={false}
        {...form.getInputProps('name')}
      />
    </>
  )
}

function useProviderForm(provider: IdentityProvider | undefined) {
  const { t } = useTranslation('security')
  const needed = (value: string) => (value.trim() === '' ? t('needed') : null)
  return useForm({
    initialValues: {
      kind: (provider?.kind ?? 'oidc') as ProviderKind,
      name: provider?.name ?? '',
      issuer: provider?.issuer ?? '',
      label: provider?.label ?? '',
      clientId: provider?.clientId ?? '',
      clientSecret: '',
      allowedDomains: [...(provider?.allowedDomains ?? [])],
      createsAccounts: provider?.createsAccounts ?? false,
      trustsEmail: provider?.trustsEmail ?? false,
    },
    validate: {
      name: (name) => (/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) ? null : t('nameWrong')),
      label: needed,
      clientId: needed,
      clientSecret: (secret) => (provider === undefined ? needed(secret) : null),
    },
  })
}
