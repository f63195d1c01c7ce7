import type { apiKeyScopes } from '@steward/contract/api/identity'
import { Button, Checkbox, Modal, Select, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCreateApiKey } from '../../api/api-keys.ts'
import { sentenceOf } from '../../api/problem.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Problem } from '../../ui/feedback.tsx'
import css from './new-key-dialog.module.css'

type Scope = (typeof apiKeyScopes)[number]
/** The contract's list; typed by it, so that a right it does not know is refused here. */
const scopes: readonly Scope[] = [
  'workflow:read',
  'workflow:write',
  'workflow:activate',
  'execution:read',
  'execution:start',
  'execution:write',
  'connection:read',
  'connection:write',
]
const expiries = ['never', '30', '90', '365'] as const
const dayMs = 86_400_000

export function NewKeyDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('identity')
  const create = useCreateApiKey()
  const made = create.data
  return (
    <Modal
      opened
      onClose={onClose}
      title={made === undefined ? t('newKey') : t('keyMade')}
      size={480}
      closeOnClickOutside={made === undefined}
      closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}
    >
      {made === undefined ? (
        <KeyForm create={create} onClose={onClose} />
      ) : (
        <div style={{ display: 'grid', gap: 14 }}>
          <p className="ink2">{t('keyOnce')}</p>
          <div className={css['secret']}>
            <code>{made.secret}</code>
            <CopyButton text={made.secret} label={t('copyKey')} />
          </div>
          <Button variant="filled" onClick={onClose}>
            {t('keyDone')}
          </Button>
        </div>
      )}
    </Modal>
  )
}

function KeyForm({ create, onClose }: { readonly create: ReturnType<typeof useCreateApiKey>; readonly onClose: () => void }) {
  const { t } = useTranslation('identity')
  const [name, setName] = useState('')
  const [chosen, setChosen] = useState<readonly Scope[]>([])
  const [expiry, setExpiry] = useState<(typeof expiries)[number]>('90')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const until = expiry === 'never' ? {} : { expiresAt: new Date(Date.now() + Number(expiry) * dayMs).toISOString() }
    create.mutate({ name: name.trim(), scopes: [...chosen], ...until })
  }
  return (
    <form onSubmit={submit} style={{ display: 'grid', gap: 14 }}>
      <TextInput
        label={t('keyName')}
        placeholder={t('keyNamePlaceholder')}
        maxLength={255}
        data-autofocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Checkbox.Group
        label={t('keyRights')}
        description={t('keyRightsHelp')}
        value={[...chosen]}
        onChange={(values) => setChosen(scopes.filter((scope) => values.includes(scope)))}
      >
        <div className={css['scopes']}>
          {scopes.map((scope) => (
            <Checkbox key={scope} value={scope} label={<span className="mono">{scope}</span>} />
          ))}
        </div>
      </Checkbox.Group>
      <Select
        label={t('keyExpiry')}
        value={expiry}
        onChange={(value) => setExpiry(expiries.find((one) => one === value) ?? '90')}
        data={expiries.map((one) => ({ value: one, label: t(`expiry_${one}`) }))}
      />
      {create.error === null ? null : <Problem title={t('actionFailed', { ns: 'common' })} text={sentenceOf(create.error)} />}
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        <Button onClick={onClose}>{t('cancel', { ns: 'common' })}</Button>
        <Button type="submit" variant="filled" disabled={name.trim() === ''} loading={create.isPending}>
          {t('createKey')}
        </Button>
      </div>
    </form>
  )
}
