import type { QueryAnalysis, QueryFinding } from '@steward/contract/api/query'
import {
  CircleCheck,
  CircleX,
  Info,
  OctagonAlert,
  PencilLine,
  ScanEye,
  Table2,
  Timer,
  TriangleAlert,
  Undo2,
  type LucideIcon,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { formatBytes, formatCount, formatDuration } from '../../lib/format.ts'
import css from './query.module.css'

type Limits = { readonly statementMs: number; readonly rows: number; readonly bytes: number }

type Props = {
  readonly analysis: QueryAnalysis
  readonly limits: Limits | undefined
  /** Columns that the text touches and nobody sees. */
  readonly masked: readonly string[]
}

/** What is to be known about a text before it is executed: what it does, what speaks against it, and within which limits. */
export function Review({ analysis, limits, masked }: Props) {
  const { t } = useTranslation('query')
  const { refusal, findings, tables, estimate, undo } = analysis
  const isRead = analysis.class === 'read'
  const expected = (isRead ? estimate?.rows : estimate?.changedRows) ?? null
  const inOrder = [...findings].sort((a, b) => weights[b.severity] - weights[a.severity])
  return (
    <ul className={css['review']}>
      {refusal === null ? (
        <Point {...looksOf(analysis)} title={t(`does_${analysis.class}`)} hint={t('parsed')}>
          {t('statements', { count: analysis.statements.length, kinds: kindsOf(analysis) })}{' '}
          {isRead ? t('readOnlyTransaction') : null}
        </Point>
      ) : (
        <Point icon={CircleX} tone="failed" title={t('refused')}>
          {refusal}
        </Point>
      )}
      {inOrder.map((finding, at) => (
        <Finding key={`${finding.rule} ${finding.line} ${at}`} finding={finding} />
      ))}
      {masked.length === 0 ? null : (
        <Point icon={ScanEye} tone="send" title={t('maskedTitle', { columns: masked.join(', ') })}>
          {t('maskedText')}
        </Point>
      )}
      {tables.length === 0 ? null : (
        <Point icon={Table2} tone="plain" title={t('touches', { count: tables.length })}>
          {tables.map(({ schema, name, access }) => (
            <span key={`${schema} ${name} ${access}`} className={css['touched']}>
              <code>{schema === null || schema === 'public' ? name : `${schema}.${name}`}</code>{' '}
              <span className="dim">{t(`access_${access}`)}</span>
            </span>
          ))}
        </Point>
      )}
      {expected === null ? null : (
        <Point icon={Info} tone="plain" title={t('estimate')}>
          {t(isRead ? 'estimatedRows' : 'estimatedChanges', { count: expected, rows: formatCount(expected) })}
        </Point>
      )}
      {undo === null || refusal !== null ? null : (
        <Point
          icon={Undo2}
          tone={undo.isPossible ? 'done' : 'warn'}
          title={t(undo.isPossible ? 'canBeUndone' : 'cannotBeUndone')}
        >
          {undo.isPossible ? t('canBeUndoneText') : undo.reason}
        </Point>
      )}
      {limits === undefined || refusal !== null ? null : (
        <Point icon={Timer} tone="done" title={t('withinLimits')}>
          {t('limitsText', {
            time: formatDuration(limits.statementMs),
            rows: formatCount(limits.rows),
            size: formatBytes(limits.bytes),
          })}
        </Point>
      )}
    </ul>
  )
}

const looksOf = ({ class: queryClass }: QueryAnalysis) =>
  queryClass === 'read' ? ({ icon: CircleCheck, tone: 'done' } as const) : ({ icon: PencilLine, tone: 'warn' } as const)

const weights = { note: 0, warning: 1, error: 2 } as const
const looks = {
  note: { icon: Info, tone: 'send' },
  warning: { icon: TriangleAlert, tone: 'warn' },
  error: { icon: OctagonAlert, tone: 'failed' },
} as const

function Finding({ finding: { severity, text, hint, line } }: { readonly finding: QueryFinding }) {
  const { t } = useTranslation('query')
  const { icon, tone } = looks[severity]
  return (
    <Point icon={icon} tone={tone} title={text} word={t(`severity_${severity}`)} hint={line === null ? '' : t('line', { line })}>
      {hint}
    </Point>
  )
}

type PointProps = {
  readonly icon: LucideIcon
  readonly tone: 'done' | 'warn' | 'failed' | 'send' | 'plain'
  readonly title: string
  /** What the glyph says, for those who do not see it. */
  readonly word?: string
  readonly hint?: string
  readonly children?: ReactNode
}

function Point({ icon: Icon, tone, title, word, hint = '', children }: PointProps) {
  return (
    <li className={css['point']} data-tone={tone}>
      <Icon size={16} aria-hidden />
      <div className="sp">
        <div className="b">
          {word === undefined ? null : <span className="sr">{word}: </span>}
          {title}
        </div>
        {children === null || children === undefined ? null : <div className={css['pointText']}>{children}</div>}
      </div>
      {hint === '' ? null : <span className="xxs dim nw">{hint}</span>}
    </li>
  )
}

function kindsOf({ statements }: QueryAnalysis): string {
  const counts = new Map<string, number>()
  for (const { kind } of statements) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return [...counts].map(([kind, count]) => (count === 1 ? kind.toUpperCase() : `${count} × ${kind.toUpperCase()}`)).join(', ')
}

/** "1 warning, 1 note", beside the heading. */
export function useFindingCount(): (analysis: QueryAnalysis | null) => string {
  const { t } = useTranslation('query')
  return (analysis) => {
    if (analysis === null) return ''
    const count = (wanted: QueryFinding['severity']) => analysis.findings.filter(({ severity }) => severity === wanted).length
    return (['error', 'warning', 'note'] as const)
      .flatMap((severity) => (count(severity) === 0 ? [] : [t(`count_${severity}`, { count: count(severity) })]))
      .join(', ')
  }
}
