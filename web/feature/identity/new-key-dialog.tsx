import { Button, Checkbox, Modal, Select, Textarea, TextInput } from '@mantine/core'
import { type PermissionName, permissionNames, permissions } from '@steward/contract/permission'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCreateApiKey } from '../../api/api-keys.ts'
import { sentenceOf } from '../../api/problem.ts'
import { useCan } from '../../api/session.ts'
import { Problem } from '../../ui/feedback.tsx'
import { KeySecret } from './key-secret.tsx'
import css from './new-key-dialog.module.css'

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
      size={520}
      closeOnClickOutside={made === undefined}
      closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}
    >
      {made === undefined ? <KeyForm create={create} onClose={onClose} /> : <KeySecret secret={made.secret} onDone={onClose} />}
    </Modal>
  )
}

function KeyForm({ create, onClose }: { readonly create: ReturnType<typeof useCreateApiKey>; readonly onClose: () => void }) {
  const { t } = useTranslation('identity')
  const [name, setName] = useState('')
  const [chosen, setChosen] = useState<readonly PermissionName[]>([])
  const [expiry, setExpiry] = useState<(typeof expiries)[number]>('90')
  const [addresses, setAddresses] = useState('')
  const [here, setHere] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const until = expiry === 'never' ? {} : { expiresAt: new Date(Date.now() + Number(expiry) * dayMs).toISOString() }
    const allowedAddresses = addresses.split(/[\s,]+/).filter((one) => one !== '')
    create.mutate({ name: name.trim(), scopes: [...chosen], allowedAddresses, thisWorkspaceOnly: here, ...until })
  }
  return (
    <form onSubmit={submit} className={css['stack']}>
      <TextInput
        label={t('keyName')}
        placeholder={t('keyNamePlaceholder')}
        maxLength={255}
        data-autofocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Rights chosen={chosen} onChange={setChosen} />
      <Select
        label={t('keyExpiry')}
        value={expiry}
        onChange={(value) => setExpiry(expiries.find((one) => one === value) ?? '90')}
        data={expiries.map((one) => ({ value: one, label: t(`expiry_${one}`) }))}
      />
      <Textarea
        label={t('keyAddresses')}
        description={t('keyAddressesHelp')}
        placeholder="203.0.113.7, 10.0.0.0/8"
        autosize
        minRows={1}
        maxRows={4}
        classNames={{ input: 'mono' }}
        value={addresses}
        onChange={(event) => setAddresses(event.currentTarget.value)}
      />
      <Checkbox
        label={t('keyHere')}
        description={t('keyHereHelp')}
        checked={here}
        onChange={(event) => setHere(event.currentTarget.checked)}
      />
      {create.error === null ? null : <Problem title={t('actionFailed', { ns: 'common' })} text={sentenceOf(create.error)} />}
      <div className={`row ${css['buttons']}`}>
        <Button onClick={onClose}>{t('cancel', { ns: 'common' })}</Button>
        <Button type="submit" variant="filled" disabled={name.trim() === ''} loading={create.isPending}>
          {t('createKey')}
        </Button>
      </div>
    </form>
  )
}

type RightsProps = {
  readonly chosen: readonly PermissionName[]
  readonly onChange: (chosen: readonly PermissionName[]) => void
}

/** Only what the person holds: nobody gives away what they have not. */
function Rights({ chosen, onChange }: RightsProps) {
  const { t } = useTranslation('identity')
  const can = useCan()
  return (
    <Checkbox.Group
      label={t('keyRights')}
      description={t('keyRightsHelp')}
      value={[...chosen]}
      onChange={(values) => onChange(permissionNames.filter((name) => values.includes(name)))}
    >
      <div className={css['scopes']} tabIndex={0} role="group" aria-label={t('keyRights')}>
        {permissionNames
          .filter((name) => can(name))
          .map((name) => (
            <Checkbox key={name} value={name} label={permissions[name]} description={<span className="mono">{name}</span>} />
          ))}
      </div>
    </Checkbox.Group>
  )
}
