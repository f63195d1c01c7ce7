import type { Device } from '@steward/contract/api/device'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Laptop, Smartphone } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sentenceOf } from '../../api/problem.ts'
import { devicesQuery, useSignOutDevice, useSignOutDevices } from '../../api/security.ts'
import { formatFullTime, formatTime } from '../../lib/format.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { Problem, SkeletonRows } from '../../ui/feedback.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import css from './security.module.css'

/** Where the person is signed in. */
export function DeviceCard() {
  const { t } = useTranslation('security')
  const devices = useQuery(devicesQuery)
  const navigate = useNavigate()
  const signOutAll = useSignOutDevices()
  const [sure, setSure] = useState(false)
  if (devices.isPending) return <SkeletonRows rows={2} />
  if (devices.isError)
    return (
      <Problem
        title={t('loadFailed', { ns: 'common' })}
        text={sentenceOf(devices.error)}
        onRetry={() => void devices.refetch()}
      />
    )
  const { items } = devices.data
  const told = ({ signedOut }: { readonly signedOut: number }) => notifyDone(t('signedOutOthers', { count: signedOut }))
  return (
    <section className="card" aria-labelledby="devices">
      <div className={css['head']}>
        <div>
          <h2 id="devices">{t('devices')}</h2>
          <p className="ink2">{t('devicesText')}</p>
        </div>
        <div className={css['buttons']}>
          {items.length > 1 ? (
            <Button loading={signOutAll.isPending} onClick={() => signOutAll.mutate(false, { onSuccess: told })}>
              {t('signOutOthers')}
            </Button>
          ) : null}
          <Button onClick={() => setSure(true)}>{t('signOutEverywhere')}</Button>
        </div>
      </div>
      {items.map((device) => (
        <DeviceEntry key={device.id} device={device} />
      ))}
      <ConfirmDialog
        opened={sure}
        onClose={() => setSure(false)}
        title={t('signOutEverywhereSure')}
        text={t('signOutEverywhereText')}
        action={t('signOutEverywhere')}
        onConfirm={() => signOutAll.mutate(true, { onSuccess: () => void navigate({ to: '/sign-in' }) })}
      />
    </section>
  )
}

function DeviceEntry({ device }: { readonly device: Device }) {
  const { t } = useTranslation('security')
  const signOut = useSignOutDevice()
  const Icon = device.isPhone ? Smartphone : Laptop
  const { browser, system } = device
  const words =
    browser !== null && system !== null ? t('deviceOn', { browser, system }) : (browser ?? system ?? t('unknownDevice'))
  const at = (time: string) => formatTime(time, new Date(), t('today', { ns: 'common' }))
  return (
    <div className={css['entry']}>
      <Icon size={18} aria-hidden />
      <div>
        <div>
          <span className="b">{words}</span>
          {device.isCurrent ? <span className={css['here']}>{t('thisDevice')}</span> : null}
        </div>
        <div className="xs dim" title={formatFullTime(device.lastUsedAt)}>
          {[device.address, `${t('lastActive')} ${at(device.lastUsedAt)}`, `${t('signedIn')} ${at(device.signedInAt)}`]
            .filter((part) => part !== null)
            .join(' · ')}
        </div>
      </div>
      {device.isCurrent ? null : (
        <Button
          aria-label={`${t('signOutDevice')} ${words}`}
          loading={signOut.isPending}
          onClick={() => signOut.mutate(device.id)}
        >
          {t('signOutDevice')}
        </Button>
      )}
    </div>
  )
}
