import type { Address } from '@steward/contract/api/profile'
import { Badge, Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addressesQuery, useDeleteAddress } from '../../api/profile.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { Loading } from '../../lib/loading.tsx'
import { AddressDialog } from './address-dialog.tsx'
import css from './profile.module.css'

type Doing = { readonly what: 'edit' | 'delete'; readonly address: Address } | { readonly what: 'add' }

export function AddressCard() {
  const { t } = useTranslation('profile')
  const addresses = useQuery(addressesQuery)
  const remove = useDeleteAddress()
  const [doing, setDoing] = useState<Doing>()
  const close = () => setDoing(undefined)
  const items = addresses.data?.items ?? []
  return (
    <section className={`card ${css['card']}`} aria-label={t('addresses')}>
      <div className={css['head']}>
        <h2>{t('addresses')}</h2>
        <Button leftSection={<Plus size={14} aria-hidden />} onClick={() => setDoing({ what: 'add' })}>
          {t('addAddress')}
        </Button>
      </div>
      <Loading query={addresses} />
      {addresses.isSuccess && items.length === 0 ? <p className="ink2 xs">{t('noAddresses')}</p> : null}
      <div className={css['rows']}>
        {items.map((address) => (
          <div key={address.id} className={css['row']}>
            <div className={css['text']}>
              <div>
                <b>{t(`address_${address.type}`)}</b> {address.isDefault ? <Badge variant="default">{t('default')}</Badge> : null}
              </div>
              <div className="ink2 xs">{inOneLine(address)}</div>
            </div>
            <Button size="compact-sm" onClick={() => setDoing({ what: 'edit', address })}>
              {t('edit', { ns: 'common' })}
            </Button>
            <Button size="compact-sm" onClick={() => setDoing({ what: 'delete', address })}>
              {t('delete', { ns: 'common' })}
            </Button>
          </div>
        ))}
      </div>
      {doing === undefined || doing.what === 'delete' ? null : (
        <AddressDialog address={doing.what === 'edit' ? doing.address : undefined} onClose={close} />
      )}
      <ConfirmDialog
        opened={doing?.what === 'delete'}
        title={t('deleteAddress')}
        text={t('deleteAddressText')}
        action={t('delete', { ns: 'common' })}
        onClose={close}
        onConfirm={() => {
          if (doing?.what === 'delete') remove.mutate(doing.address.id)
          close()
        }}
      />
    </section>
  )
}

const inOneLine = ({ streetAddress, postalCode, city, stateProvince, country }: Address): string =>
  [streetAddress, [postalCode, city].filter(isThere).join(' '), stateProvince, country].filter(isThere).join(', ')

const isThere = (part: string | null): part is string => part !== null && part !== ''
