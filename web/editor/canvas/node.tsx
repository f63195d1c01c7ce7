import { Tooltip } from '@mantine/core'
import type { NodeProps } from '@xyflow/react'
import { Pin } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { ServiceTile } from '../../ui/service-tile.tsx'
import { StateCircle } from '../../ui/state-circle.tsx'
import type { StewardNode } from '../model/graph.ts'
import { NodePeople } from './people.tsx'
import { HelperPorts, NextButtons, Ports } from './ports.tsx'
import css from './node.module.css'

/** A node: strip in the colour of its effect, mark of its service, what it does, how it went. */
export const StewardNodeBox = memo(function StewardNodeBox({ id, data, selected, height }: NodeProps<StewardNode>) {
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
  return (
    <div className={flags.join(' ')} data-state={state} style={{ height }}>
      <Ports side="in" count={data.inputs} names={data.inputNames} />
      <Ports side="out" count={data.outputs} names={data.outputNames} open={data.open} />
      <HelperPorts kinds={data.helpersIn} side="to" />
      <HelperPorts kinds={data.helpersOut} side="from" />
      <NodePeople id={id} />
      <NextButtons id={id} open={data.open} count={data.outputs} />
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
