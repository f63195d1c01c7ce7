import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { tokenClientsQuery, useRevokeTokenClient } from '../../api/api-keys.ts'
import { notifyDone } from '../../ui/notify.tsx'
import table from '../../ui/table.module.css'
import { Time } from './key-table.tsx'
import css from './new-key-dialog.module.css'

/** Programs that the person has signed in, which hold tokens instead of a key. */
export function TokenClients() {
  const { t } = useTranslation('identity')
  const clients = useQuery(tokenClientsQuery)
  const revoke = useRevokeTokenClient()
  const items = clients.data?.items ?? []
  if (items.length === 0) return null
  return (
    <section className={css['section']} aria-labelledby="token-clients">
      <h2 id="token-clients">{t('tokenClients')}</h2>
      <p className="ink2">{t('tokenClientsLead')}</p>
      <div className="card">
        <table className={table['table']}>
          <thead>
            <tr>
              <th scope="col">{t('name', { ns: 'common' })}</th>
              <th scope="col" className="hide-s">
                {t('address')}
              </th>
              <th scope="col">{t('lastUsed')}</th>
              <th scope="col">
                <span className="sr">{t('endClient')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map((one) => (
              <tr key={one.id}>
                <td className="b">{one.client}</td>
                <td className="hide-s mono dim">{one.lastUsedFrom}</td>
                <td className="dim num">
                  <Time at={one.lastUsedAt} />
                </td>
                <td className={table['right']}>
                  <Button
                    aria-label={`${t('endClient')} ${one.client}`}
                    onClick={() => revoke.mutate(one.id, { onSuccess: () => notifyDone(t('clientEnded', { name: one.client })) })}
                  >
                    {t('endClient')}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
