import { Tooltip } from '@mantine/core'
import { Handle, type NodeProps, Position } from '@xyflow/react'
import { Pin } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { ServiceTile } from '../../ui/service-tile.tsx'
import { StateCircle } from '../../ui/state-circle.tsx'
import type { StewardNode } from '../model/graph.ts'
import css from './node.module.css'

/** A node: strip in the colour of its effect, mark of its service, what it does, how it went. */
export const StewardNodeBox = memo(function StewardNodeBox({ data, selected, height }: NodeProps<StewardNode>) {
  const { t } = useTranslation(['editor', 'common'])
  const { state } = data
  const flags = [
    css['node'],
    `e e-${data.effect}`,
    data.trigger ? css['trigger'] : '',
    data.placeholder ? css['placeholder'] : '',
    data.disabled ? css['disabled'] : '',
    data.planned ? css['planned'] : '',
    selected ? css['selected'] : '',
  ]
  const word = state === undefined ? t('notRun') : t(`state.${state}`, { ns: 'common' })
  const said = [
    data.title,
    data.placeholder ? t('placeholder') : t(`effect.${data.effect}`, { ns: 'common' }),
    ...(data.disabled ? [t('disabled')] : []),
    ...(data.pinned ? [t('pinned')] : []),
    ...(data.planned ? [t('planned')] : []),
    ...(data.asks === undefined ? [] : [t('asks', { policy: data.asks })]),
    word,
  ].join(', ')
  return (
    <div className={flags.join(' ')} data-state={state} style={{ height }}>
      <span className="sr">{said}</span>
      <Ports side="in" count={data.inputs} />
      <Ports side="out" count={data.outputs} />
      <Helpers kinds={data.helpersIn} side="to" />
      <Helpers kinds={data.helpersOut} side="from" />
      {data.asks === undefined ? null : (
        <span className={`${css['flag']} ${css['asks']}`} aria-hidden>
          {t('asks', { policy: data.asks })}
        </span>
      )}
      {data.pinned && data.asks === undefined ? (
        <span className={css['flag']} aria-hidden>
          <Pin size={10} />
          {t('pinned')}
        </span>
      ) : null}
      {state === undefined ? null : (
        <Tooltip label={data.error ?? word} multiline maw={320}>
          <span className={css['badge']} aria-hidden>
            <StateCircle state={state} size={18} />
          </span>
        </Tooltip>
      )}
      <ServiceTile icon={data.icon} name={data.letter} round={data.trigger} />
      <span className={css['text']} aria-hidden>
        <span className={css['title']}>{data.title}</span>
        <span className={css['line']}>{data.line}</span>
      </span>
    </div>
  )
})

function Ports({ side, count }: { readonly side: 'in' | 'out'; readonly count: number }) {
  const position = side === 'in' ? Position.Left : Position.Right
  return Array.from({ length: count }, (_, index) => (
    <Handle
      key={index}
      id={`${side} ${index}`}
      type={side === 'in' ? 'target' : 'source'}
      position={position}
      isConnectable={false}
      className={css['port'] ?? ''}
      style={{ top: `${((index + 1) / (count + 1)) * 100}%` }}
    />
  ))
}

/** Ports for models and tools: they come in from below and leave from above. */
function Helpers({ kinds, side }: { readonly kinds: string; readonly side: 'to' | 'from' }) {
  if (kinds === '') return null
  const list = kinds.split('\n')
  return list.map((kind, index) => (
    <Handle
      key={kind}
      id={`${side} ${kind}`}
      type={side === 'to' ? 'target' : 'source'}
      position={side === 'to' ? Position.Bottom : Position.Top}
      isConnectable={false}
      className={`${css['port']} ${css['helper']}`}
      style={{ left: `${((index + 1) / (list.length + 1)) * 100}%` }}
    />
  ))
}
