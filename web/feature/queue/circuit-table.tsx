import type { Circuit } from '@steward/contract/api/circuit'
import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useResetCircuit } from '../../api/queue.ts'
import { Allowed } from '../../lib/allowed.tsx'
import { formatTime } from '../../lib/format.ts'
import { notifyDone } from '../../ui/notify.tsx'
import { StateLabel } from '../../ui/state-circle.tsx'
import css from './queue.module.css'
import tableCss from '../../ui/table.module.css'

export function CircuitTable({ circuits }: { readonly circuits: readonly Circuit[] }) {
  const { t } = useTranslation('queue')
  return (
    <section className={css['section']}>
      <h2>{t('circuits')}</h2>
      <p className="ink2">{t('circuitsHint')}</p>
      <div className={`card ${css['wide']}`}>
        <table className={tableCss['table']}>
          <thead>
            <tr>
              <th scope="col">{t('connection')}</th>
              <th scope="col">{t('state')}</th>
              <th scope="col" className="hide-s">
                {t('lastFailure')}
              </th>
              <th scope="col">
                <span className="sr">{t('reset')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {circuits.map((circuit) => (
              <Row key={circuit.id} circuit={circuit} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function Row({ circuit }: { readonly circuit: Circuit }) {
  const { t } = useTranslation('queue')
  const reset = useResetCircuit()
  const name = circuit.connectionName
  const until = circuit.openUntil
  return (
    <tr>
      <td className="b ell">{name}</td>
      <td>
        <span className="row">
          <StateLabel state="failed" text={t(`state_${circuit.state}`)} />
          {until === null ? null : (
            <span className="dim num hide-s">
              {t('until', { at: formatTime(until, new Date(), t('today', { ns: 'common' })) })}
            </span>
          )}
        </span>
      </td>
      <td className="ink2 hide-s">{circuit.lastFailure}</td>
      <td className={tableCss['right']}>
        <Allowed permission="connection:write">
          <Button
            size="xs"
            aria-label={t('resetOf', { name })}
            loading={reset.isPending}
            onClick={() => reset.mutate(circuit.id, { onSuccess: () => notifyDone(t('wasReset', { name })) })}
          >
            {t('reset')}
          </Button>
        </Allowed>
      </td>
    </tr>
  )
}
