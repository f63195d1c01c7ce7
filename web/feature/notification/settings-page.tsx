import type { NotificationSettings } from '@steward/contract/api/notification'
import { mailCadences, type MailCadence, type NotificationKind } from '@steward/contract/notification'
import { Select, Switch } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { notificationSettingsQuery, useChangeSettings } from '../../api/notifications.ts'
import { Loading } from '../../lib/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { BrowserCard } from './browser-card.tsx'
import css from './notification.module.css'

/** What the person hears of, and how. Each change is stored at once. */
export default function NotificationSettingsPage() {
  const { t } = useTranslation('notification')
  const settings = useQuery(notificationSettingsQuery)
  return (
    <Page title={t('settingsTitle')}>
      <p className="ink2">{t('settingsLead')}</p>
      <Loading query={settings} rows={6} />
      {settings.data === undefined ? null : <Cards settings={settings.data} />}
    </Page>
  )
}

const groups = [
  ['group_workflows', ['execution_failed', 'workflow_recovered', 'effect_in_doubt', 'schedule_missed', 'connection_stopped']],
  ['group_decisions', ['approval_asked', 'approval_expiring', 'approval_decided', 'query_decided', 'query_done']],
  ['group_people', ['task_finished', 'member_joined', 'new_sign_in']],
] as const satisfies readonly (readonly [string, readonly NotificationKind[]])[]

function Cards({ settings }: { readonly settings: NotificationSettings }) {
  const { t } = useTranslation('notification')
  return (
    <div className={css['cards']}>
      {groups.map(([group, kinds]) => (
        <section key={group} className={`card ${css['card']}`} aria-label={t(group)}>
          <h2>{t(group)}</h2>
          <table className={css['matrix']}>
            <thead>
              <tr>
                <th scope="col">{t('notifications')}</th>
                <th scope="col">{t('inApp')}</th>
                <th scope="col">{t('mail')}</th>
                <th scope="col">{t('push')}</th>
              </tr>
            </thead>
            <tbody>
              {settings.kinds
                .filter(({ kind }) => kinds.some((one) => one === kind))
                .map((row) => (
                  <KindRow key={row.kind} row={row} />
                ))}
            </tbody>
          </table>
        </section>
      ))}
      <DigestCard settings={settings} />
      <BrowserCard pushKey={settings.pushKey} />
    </div>
  )
}

const helped = ['execution_failed', 'new_sign_in', 'task_finished', 'schedule_missed'] as const

function KindRow({ row }: { readonly row: NotificationSettings['kinds'][number] }) {
  const { t } = useTranslation('notification')
  const change = useChangeSettings()
  // What is on its way is shown as if it had arrived; a refusal brings the stored one back.
  const shown = { ...row, ...(change.isPending ? change.variables.kinds?.[0] : {}) }
  const { kind } = row
  const name = t(`kind_${kind}`)
  const help = helped.find((one) => one === kind)
  const set = (to: { inApp?: boolean; mail?: MailCadence; push?: boolean }) => change.mutate({ kinds: [{ kind, ...to }] })
  return (
    <tr>
      <th scope="row">
        {name}
        {help === undefined ? null : <div className="xs dim">{t(`help_${help}`)}</div>}
      </th>
      <td data-word={t('inApp')}>
        <Switch
          aria-label={t('inAppOf', { kind: name })}
          checked={shown.inApp}
          onChange={(event) => set({ inApp: event.currentTarget.checked })}
        />
      </td>
      <td data-word={t('mail')}>
        <Select
          aria-label={t('mailOf', { kind: name })}
          w={140}
          allowDeselect={false}
          disabled={row.isMailFixed}
          value={shown.mail}
          data={mailCadences.map((cadence) => ({ value: cadence, label: t(`mail_${cadence}`) }))}
          onChange={(mail) => {
            if (mail !== null) set({ mail })
          }}
        />
      </td>
      <td data-word={t('push')}>
        <Switch
          aria-label={t('pushOf', { kind: name })}
          checked={shown.push}
          onChange={(event) => set({ push: event.currentTarget.checked })}
        />
      </td>
    </tr>
  )
}

const hours = Array.from({ length: 24 }, (_, hour) => ({ value: String(hour), label: `${String(hour).padStart(2, '0')}:00` }))

function DigestCard({ settings: { digest, mailTo } }: { readonly settings: NotificationSettings }) {
  const { t, i18n } = useTranslation('notification')
  const change = useChangeSettings()
  const dayName = new Intl.DateTimeFormat(i18n.language, { weekday: 'long', timeZone: 'UTC' })
  // 5 January 2026 is a Monday.
  const days = Array.from({ length: 7 }, (_, at) => ({
    value: String(at + 1),
    label: dayName.format(new Date(Date.UTC(2026, 0, 5 + at))),
  }))
  return (
    <section className={`card ${css['card']}`} aria-label={t('digest')}>
      <h2>{t('digest')}</h2>
      <p className="ink2 xs">{t('digestHelp')}</p>
      <div className={css['fields']}>
        <Select
          label={t('digestHour')}
          w={110}
          allowDeselect={false}
          value={String(digest.hour)}
          data={hours}
          onChange={(hour) => change.mutate({ digest: { hour: Number(hour) } })}
        />
        <Select
          label={t('digestWeekday')}
          w={160}
          allowDeselect={false}
          value={String(digest.weekday)}
          data={days}
          onChange={(weekday) => change.mutate({ digest: { weekday: Number(weekday) } })}
        />
      </div>
      <p className="xs dim">
        {t('digestZone', { zone: digest.timezone })} <Link to="/settings/profile">{t('changeZone')}</Link>
      </p>
      <p className="xs dim">{mailTo === null ? t('noMail') : t('mailTo', { address: mailTo })}</p>
    </section>
  )
}
