import { Button, Skeleton } from '@mantine/core'
import { Lock } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { StateCircle } from './state-circle.tsx'
import css from './small.module.css'

/** An empty page says what it is for and offers one thing to do. */
export function Empty({
  title,
  text,
  children,
}: {
  readonly title: string
  readonly text: string
  readonly children?: ReactNode
}) {
  return (
    <div className={css['empty']}>
      <h2>{title}</h2>
      <p>{text}</p>
      {children}
    </div>
  )
}

/** A failure where its content would have been. */
export function Problem({
  title,
  text,
  onRetry,
}: {
  readonly title: string
  readonly text: string
  readonly onRetry?: () => void
}) {
  const { t } = useTranslation('common')
  return (
    <div className={css['problem']} role="alert">
      <span style={{ marginTop: 3 }}>
        <StateCircle state="failed" />
      </span>
      <div className="sp">
        <div className="b">{title}</div>
        <p className="ink2">{text}</p>
      </div>
      {onRetry === undefined ? null : <Button onClick={onRetry}>{t('tryAgain')}</Button>}
    </div>
  )
}

/** In place of what somebody may not see: that it is there, and who could let them in. */
export function NoPermission({ text }: { readonly text: string }) {
  const { t } = useTranslation('common')
  return (
    <div className={css['empty']}>
      <Lock size={20} aria-hidden style={{ color: 'var(--ink-3)' }} />
      <h2>{t('noPermission')}</h2>
      <p>{text}</p>
      <p>{t('noPermissionText')}</p>
    </div>
  )
}

export function SkeletonRows({ rows = 6, height = 52 }: { readonly rows?: number; readonly height?: number }) {
  const { t } = useTranslation('common')
  return (
    <div className="card" style={{ padding: 12, display: 'grid', gap: 8 }} aria-busy role="status">
      <span className="sr">{t('loading')}</span>
      {Array.from({ length: rows }, (_, index) => (
        <Skeleton key={index} height={height - 16} radius={6} />
      ))}
    </div>
  )
}
