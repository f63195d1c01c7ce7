import { Button } from '@mantine/core'
import { Check } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useKey } from '../use-key.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import css from './approval.module.css'
import { useHold } from './use-hold.ts'

type Props = {
  readonly label: string
  /** What it is about, for the question. */
  readonly title: string
  readonly isHigh: boolean
  readonly isPending: boolean
  readonly onApprove: () => void
}

/**
 * Approves at once. What carries a high risk takes holding the button or the key for a second; a short press, or one by
 * a keyboard or a screen reader, asks instead.
 */
export function ApproveButton({ label, title, isHigh, isPending, onApprove }: Props) {
  const { t } = useTranslation('approval')
  const [asking, setAsking] = useState(false)
  const { isHolding, hold, letGo } = useHold(onApprove)
  const ask = () => setAsking(true)
  useKey('a', (event) => {
    if (event.repeat || isPending) return
    if (isHigh) hold()
    else onApprove()
  })
  useEffect(() => {
    if (!isHolding) return undefined
    const release = (event: KeyboardEvent) => {
      if (event.key === 'a' && letGo()) setAsking(true)
    }
    // A window that loses the keyboard is never told that the key was let go.
    const leave = () => void letGo()
    window.addEventListener('keyup', release)
    window.addEventListener('blur', leave)
    return () => {
      window.removeEventListener('keyup', release)
      window.removeEventListener('blur', leave)
    }
  }, [isHolding, letGo])
  const holding = {
    onPointerDown: (event: React.PointerEvent) => {
      if (event.button === 0) hold()
    },
    onPointerUp: () => {
      if (letGo()) ask()
    },
    onPointerLeave: () => void letGo(),
    onPointerCancel: () => void letGo(),
    onContextMenu: (event: React.MouseEvent) => event.preventDefault(),
    // A pointer was heard already; only keyboards and screen readers click without one.
    onClick: (event: React.MouseEvent) => {
      if (event.detail === 0) ask()
    },
  }
  return (
    <>
      <Button
        type="button"
        variant="filled"
        className={`${css['big']} ${css['approve']}`}
        data-holding={isHolding || undefined}
        title={isHigh ? t('holdHelp') : undefined}
        loading={isPending}
        leftSection={<Check size={16} aria-hidden />}
        rightSection={
          <span className="hide-s" aria-hidden>
            <Kbd>A</Kbd>
          </span>
        }
        {...(isHigh ? holding : { onClick: onApprove })}
      >
        {isHolding ? t('hold') : label}
      </Button>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('sureTitle')}
        text={t('sureText', { title })}
        action={label}
        onConfirm={onApprove}
      />
    </>
  )
}
