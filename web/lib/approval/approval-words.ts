import type { ApprovalDetail } from '@steward/contract/api/approval'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { useSession } from '../../api/session.ts'
import { formatTime } from '../format.ts'

type Decision = ApprovalDetail['decisions'][number]
type Words = TFunction<readonly ['approval', 'common']>

/** `at 10:09`, or with the day where it was another one. */
export function atWords(t: Words, at: string): string {
  const [day = '', clock = ''] = formatTime(at, new Date(), '').split(', ')
  const short = clock.slice(0, 5)
  return day === '' ? t('at', { time: short }) : t('atDay', { time: `${day}, ${short}` })
}

/** Which decision ended it; none did where it ran out or was overtaken. */
const endings: Readonly<Record<string, readonly Decision['decision'][]>> = {
  approved: ['approve', 'break_glass'],
  used: ['approve', 'break_glass'],
  rejected: ['reject'],
  changes_requested: ['ask_changes'],
  withdrawn: ['withdraw'],
}

export function endingOf({ state, decisions }: ApprovalDetail): Decision | undefined {
  const wanted = endings[state] ?? []
  return decisions.findLast(({ decision }) => wanted.includes(decision))
}

/** What has become of an approval, in a sentence: "Jonas approved this at 10:09." */
export function useOutcomeWords(): (approval: ApprovalDetail) => string {
  const { t } = useTranslation(['approval', 'common'])
  const { user } = useSession()
  return (approval) => {
    const ending = endingOf(approval)
    if (ending !== undefined) return decisionWords(t, ending, user.id)
    const at = atWords(t, approval.decidedAt ?? approval.expiresAt)
    const { state } = approval
    return t(`ended_${state === 'expired' || state === 'withdrawn' || state === 'superseded' ? state : 'other'}`, { at })
  }
}

function decisionWords(t: Words, { by, decision, at, delegatedTo }: Decision, me: string): string {
  const more = { at: atWords(t, at), to: delegatedTo?.name ?? t('somebody') }
  if (by?.id === me) return t(`toldYou_${decision}`, more)
  return t(`told_${decision}`, { name: by?.name ?? t('somebody'), ...more })
}
