import type { EffectClass, EffectLine } from '@steward/contract/effect'
import type { ImportLine } from '@steward/contract/api/workflow'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { formatBytes } from '../../../lib/format.ts'
import { EffectChip, EffectSquares } from '../../../ui/effect-chip.tsx'
import { StateCircle } from '../../../ui/state-circle.tsx'
import { type Refused, fileBytesMax } from './collect-files.ts'
import css from './import.module.css'

type Props = {
  readonly lines: readonly ImportLine[]
  readonly refused: readonly Refused[]
  readonly done?: boolean
  readonly onOpen?: () => void
}

/** One line per file: what is in it, what stands in the way, what it would do. */
export function ImportLines({ lines, refused, done = false, onOpen }: Props) {
  const { t } = useTranslation('workflow')
  const good = lines.filter((line) => line.ok)
  const bad = lines.length - good.length
  if (lines.length === 0 && refused.length === 0) {
    return (
      <div className={css['busy']}>
        <div>
          <div className="b">{t('noFiles')}</div>
          <div className="dim">{t('noFilesText')}</div>
        </div>
      </div>
    )
  }
  return (
    <>
      <div className="row" style={{ marginBottom: 10 }} role="status">
        <b className="b">{done ? t('importedN', { count: good.length }) : t('found', { count: good.length })}</b>
        {bad > 0 ? <span style={{ color: 'var(--failed)' }}>{t('unreadable', { count: bad })}</span> : null}
      </div>
      <ul className={css['lines']}>
        {lines.map((line, index) => (
          <Line
            key={`${line.file} ${index}`}
            line={line}
            open={lines.length === 1}
            {...(onOpen === undefined ? {} : { onOpen })}
          />
        ))}
        {refused.map(({ file }) => (
          <li key={file} className={css['line']}>
            <div className="row">
              <StateCircle state="failed" />
              <span>{t('tooLarge', { file, limit: formatBytes(fileBytesMax) })}</span>
            </div>
          </li>
        ))}
      </ul>
    </>
  )
}

function Line({ line, open, onOpen }: { readonly line: ImportLine; readonly open: boolean; readonly onOpen?: () => void }) {
  const { t } = useTranslation('workflow')
  const effects = line.effects.filter((one) => one.class !== 'pure')
  const classes = [...new Set(effects.map((one) => one.class))]
  return (
    <li className={css['line']}>
      <div className="row">
        <StateCircle state={line.ok ? 'completed' : 'failed'} />
        <div className="sp">
          {line.workflowId === undefined ? (
            <div className="b ell">{line.name ?? line.file}</div>
          ) : (
            <Link
              to="/workflows/$workflowId"
              params={{ workflowId: line.workflowId }}
              className="b ell link"
              onClick={onOpen}
              style={{ display: 'block' }}
            >
              {line.name ?? line.file}
            </Link>
          )}
          <div className="xs dim ell">
            {line.ok ? t('supported', { supported: line.supported, nodes: line.nodes }) : line.file}
          </div>
        </div>
        <EffectSquares effects={classes} />
      </div>
      {line.ok
        ? null
        : line.problems.map((problem) => (
            <p key={problem} className={css['problem']}>
              {problem}
            </p>
          ))}
      {line.ok ? (
        <details open={open} className={css['details']}>
          <summary>{t('details')}</summary>
          <Details line={line} effects={effects} />
        </details>
      ) : null}
    </li>
  )
}

function Details({ line, effects }: { readonly line: ImportLine; readonly effects: readonly EffectLine[] }) {
  const { t } = useTranslation('workflow')
  const classes = ['read', 'write', 'send', 'pay', 'delete', 'execute'] as const satisfies readonly EffectClass[]
  return (
    <div className={css['sheet']}>
      <p className={line.placeholders.length > 0 ? css['warn'] : 'dim'}>
        {line.placeholders.length > 0 ? t('unknownTypes', { count: line.placeholders.length }) : t('allKnown')}
      </p>
      {line.placeholders.length > 0 ? <p className="mono dim">{[...new Set(line.placeholders)].join(', ')}</p> : null}
      <h3>{t('riskSheet')}</h3>
      {effects.length === 0 ? <p className="dim">{t('noEffects')}</p> : null}
      {classes.map((effect) => {
        const of = effects.filter((one) => one.class === effect)
        if (of.length === 0) return null
        return (
          <div key={effect} className={css['risk']}>
            <EffectChip effect={effect} label />
            <span>{of.map((one) => (one.target === null ? one.node : `${one.node} (${one.target})`)).join(', ')}</span>
          </div>
        )
      })}
      <Sentences title={t('problems')} lines={line.problems} />
      <Sentences title={t('notices')} lines={line.notices} />
    </div>
  )
}

function Sentences({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  if (lines.length === 0) return null
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {lines.map((line, index) => (
          <li key={index} className="ink2">
            {line}
          </li>
        ))}
      </ul>
    </>
  )
}
