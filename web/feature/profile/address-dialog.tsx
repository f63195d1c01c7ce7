import type { Address } from '@steward/contract/api/profile'
import { Button, Modal, Select, Switch, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSaveAddress } from '../../api/profile.ts'
import css from './profile.module.css'

const types: readonly Address['type'][] = ['HOME', 'WORK', 'BILLING']
const empty: Omit<Address, 'id'> = {
  type: 'HOME',
  streetAddress: null,
  city: null,
  stateProvince: null,
  postalCode: null,
  country: null,
  isDefault: false,
}
const autoComplete = {
  streetAddress: 'street-address',
  city: 'address-level2',
  stateProvince: 'address-level1',
  postalCode: 'postal-code',
  country: 'country-name',
} as const

type Props = { readonly address: Address | undefined; readonly onClose: () => void }

/** Without an address a new one is made. */
export function AddressDialog({ address, onClose }: Props) {
  const { t } = useTranslation('profile')
  const save = useSaveAddress()
  const [wanted, setWanted] = useState<Omit<Address, 'id'>>(address ?? empty)
  const set = (part: Partial<Address>) => setWanted({ ...wanted, ...part })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const { type, streetAddress, city, stateProvince, postalCode, country, isDefault } = wanted
    const body = { type, streetAddress, city, stateProvince, postalCode, country, isDefault }
    save.mutate({ id: address?.id, body }, { onSuccess: onClose })
  }
  const field = (name: keyof typeof autoComplete) => (
    <TextInput
      label={t(name)}
      maxLength={name === 'streetAddress' ? 1000 : name === 'postalCode' ? 20 : 100}
      autoComplete={autoComplete[name]}
      value={wanted[name] ?? ''}
      onChange={(event) => set({ [name]: event.currentTarget.value === '' ? null : event.currentTarget.value })}
    />
  )
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(address === undefined ? 'addAddress' : 'editAddress')}
      closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}
    >
      <form className={css['cards']} onSubmit={submit}>
        <Select
          label={t('addressType')}
          allowDeselect={false}
          value={wanted.type}
          data={types.map((type) => ({ value: type, label: t(`address_${type}`) }))}
          onChange={(value) => set({ type: types.find((type) => type === value) ?? 'HOME' })}
        />
        {field('streetAddress')}
        <div className={css['two']}>
          {field('postalCode')}
          {field('city')}
        </div>
        <div className={css['two']}>
          {field('stateProvince')}
          {field('country')}
        </div>
        <Switch
          label={t('isDefault')}
          checked={wanted.isDefault}
          onChange={(event) => set({ isDefault: event.currentTarget.checked })}
        />
        <div className={css['buttons']}>
          <Button type="submit" variant="filled" loading={save.isPending}>
            {t('save', { ns: 'common' })}
          </Button>
          <Button onClick={onClose}>{t('cancel', { ns: 'common' })}</Button>
        </div>
      </form>
    </Modal>
  )
}
