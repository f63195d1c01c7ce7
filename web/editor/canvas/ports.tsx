import { Handle, Position } from '@xyflow/react'
import { Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import css from './node.module.css'
import { useCanvasTools } from './tools.ts'

type PortsProps = { readonly side: 'in' | 'out'; readonly count: number; readonly names?: string; readonly open?: string }

const placeOf = (index: number, count: number) => `${((index + 1) / (count + 1)) * 100}%`

/** The inputs or outputs of a node. An edge is drawn from one to the other, or by touching first one and then the other. */
export function Ports({ side, count, names = '', open = '' }: PortsProps) {
  const mayConnect = useCanvasTools() !== undefined
  const position = side === 'in' ? Position.Left : Position.Right
  const list = names.split('\n')
  const unused = new Set(open.split(' '))
  return Array.from({ length: count }, (_, index) => {
    const name = list[index] ?? ''
    return (
      <Handle
        key={index}
        id={`${side} ${index}`}
        type={side === 'in' ? 'target' : 'source'}
        position={position}
        isConnectable={mayConnect}
        className={css['port'] ?? ''}
        style={{ top: placeOf(index, count) }}
        title={name === '' ? undefined : name}
      >
        {name !== '' && side === 'out' && unused.has(String(index)) ? <span className={css['portName']}>{name}</span> : null}
      </Handle>
    )
  })
}

type HelperProps = { readonly kinds: string; readonly side: 'to' | 'from' }

/** Ports for models and tools: they come in from below and leave from above. */
export function HelperPorts({ kinds, side }: HelperProps) {
  const mayConnect = useCanvasTools() !== undefined
  if (kinds === '') return null
  const list = kinds.split('\n')
  return list.map((kind, index) => (
    <Handle
      key={kind}
      id={`${side} ${kind}`}
      type={side === 'to' ? 'target' : 'source'}
      position={side === 'to' ? Position.Bottom : Position.Top}
      isConnectable={mayConnect}
      className={`${css['port']} ${css['helper']}`}
      style={{ left: placeOf(index, list.length) }}
    />
  ))
}

type NextProps = { readonly id: string; readonly open: string; readonly count: number }

/** Behind each output from which nothing leads on: a button that adds the next node. Not a stop of the Tab key: N does the same. */
export function NextButtons({ id, open, count }: NextProps) {
  const { t } = useTranslation('canvas')
  const tools = useCanvasTools()
  if (tools === undefined || open === '') return null
  return open.split(' ').map((output) => (
    <button
      key={output}
      type="button"
      tabIndex={-1}
      aria-label={t('addNext')}
      title={t('addNext')}
      className={`${css['next']} nodrag nopan`}
      style={{ top: placeOf(Number(output), count) }}
      onClick={(event) => {
        event.stopPropagation()
        tools.addAfter(id, Number(output))
      }}
    >
      <Plus size={12} aria-hidden />
    </button>
  ))
}
