import type { Instance } from '@steward/contract/api/instance'
import { CloseButton, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { MemberSelect } from '../../lib/member-select.tsx'
import { useSession } from '../../api/session.ts'
import { OptionalNumber } from '../../ui/fields.tsx'
import type { Draft, DraftFault } from './draft.ts'
import css from './query.module.css'

type Props = {
  readonly draft: Draft
  readonly set: (change: Partial<Draft>) => void
  readonly fault: DraftFault | undefined
  /** Null where limits cannot be chosen any more. */
  readonly limits: Instance['limits'] | null
}

/** Why, for whom, when and within which limits. */
export function DetailFields({ draft, set, fault, limits }: Props) {
  const { t } = useTranslation('query')
  return (
    <div className={css['details']}>
      <Textarea
        className={css['whole'] ?? ''}
        label={t('comments')}
        description={t('commentsHelp')}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={5000}
        value={draft.comments}
        onChange={(event) => set({ comments: event.currentTarget.value })}
      />
      <TextInput
        label={t('ticket')}
        placeholder="https://"
        maxLength={2000}
        value={draft.ticketUrl}
        error={fault === 'ticket' ? t('fault_ticket') : null}
        onChange={(event) => set({ ticketUrl: event.currentTarget.value })}
      />
      <TextInput
        type="datetime-local"
        label={t('schedule')}
        description={t('scheduleHelp')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={draft.scheduleAt}
        error={fault === 'schedule' ? t('fault_schedule') : null}
        onChange={(event) => set({ scheduleAt: event.currentTarget.value })}
      />
      <Recipients draft={draft} set={set} />
      {limits === null ? null : (
        <div className={css['limits']}>
          <OptionalNumber
            label={t('limitTime')}
            help={t('limitMost', { most: `${limits.statementMs / 1000} s` })}
            suffix="s"
            whole={false}
            min={0.1}
            max={limits.statementMs / 1000}
            value={draft.statementMs === null ? undefined : draft.statementMs / 1000}
            onChange={(seconds) => set({ statementMs: seconds === undefined ? null : Math.round(seconds * 1000) })}
          />
          <OptionalNumber
            label={t('limitRows')}
            help={t('limitMost', { most: limits.rows })}
            min={1}
            max={limits.rows}
            value={draft.rows ?? undefined}
            onChange={(rows) => set({ rows: rows ?? null })}
          />
        </div>
      )}
    </div>
  )
}

function Recipients({ draft, set }: Pick<Props, 'draft' | 'set'>) {
  const { t } = useTranslation('query')
  const { user } = useSession()
  const { recipients } = draft
  return (
    <div>
      <MemberSelect
        key={recipients.length}
        label={t('recipients')}
        value={null}
        except={[user.id, ...recipients.map(({ id }) => id)]}
        onChange={(id, label) => {
          if (id !== null) set({ recipients: [...recipients, { id, name: label }] })
        }}
      />
      {recipients.length === 0 ? <p className="xs dim">{t('recipientsHelp')}</p> : null}
      <ul className={css['chosen']}>
        {recipients.map(({ id, name }) => (
          <li key={id}>
            {name}
            <CloseButton
              size="xs"
              aria-label={t('withoutRecipient', { name })}
              onClick={() => set({ recipients: recipients.filter((one) => one.id !== id) })}
            />
          </li>
        ))}
      </ul>
    </div>
  )
}
