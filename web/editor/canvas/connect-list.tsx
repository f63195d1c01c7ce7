import { ArrowRight, Search } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { edgeKey } from '@steward/contract/change'
import { ServiceTile } from '../../ui/service-tile.tsx'
import { connect } from '../command/connect.ts'
import { type Target, targetsOf } from '../model/connecting.ts'
import { useEditorState } from '../session/use-editor.ts'
import { type Desk, edit } from './desk.ts'
import { type Pick, PickList } from './pick-list.tsx'
import { namesOf } from './use-drawing-edges.ts'

type Props = { readonly desk: Desk; readonly node: string; readonly onClose: () => void }

/** Joins a node to another one without drawing: every port that would take the edge, by name. */
export function ConnectList({ desk, node: id, onClose }: Props) {
  const { t } = useTranslation('canvas')
  const [query, setQuery] = useState('')
  const document = useEditorState(desk.editor, (state) => state.document)
  const node = document.nodes.find((one) => one.id === id)
  const targets = useMemo(() => (node === undefined ? [] : targetsOf(node, document, desk.kinds())), [node, document, desk])
  const words = query.toLowerCase().split(/\s+/)
  const shown = targets.filter((target) => {
    const text = `${target.from} ${target.node.name} ${target.to}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
  const pick = (key: string) => {
    const target = targets.find(({ edge }) => edgeKey(edge) === key)
    if (target === undefined) return
    const names = namesOf(desk, target.edge.from.node, target.edge.to.node)
    edit(desk, connect(target.edge, names))
    desk.say(t('connected', names))
    onClose()
  }
  return (
    <div style={{ display: 'flex', flexDirection: 'column', maxHeight: '60vh' }}>
      <PickList
        label={t('connectTo', { node: node?.name ?? '' })}
        placeholder={t('searchTargets')}
        query={query}
        onQuery={setQuery}
        picks={shown.map((target): Pick => ({ id: edgeKey(target.edge), row: <Row desk={desk} target={target} /> }))}
        nothing={t(targets.length === 0 ? 'noTargets' : 'noTarget', { query })}
        onPick={pick}
        onLeave={onClose}
        icon={<Search size={14} aria-hidden />}
      />
    </div>
  )
}

function Row({ desk, target: { node, from, to } }: { readonly desk: Desk; readonly target: Target }) {
  const { t } = useTranslation('canvas')
  return (
    <>
      {from === '' ? null : <span className="dim">{from}</span>}
      <ArrowRight size={13} aria-hidden style={{ color: 'var(--ink-3)' }} />
      <ServiceTile icon={desk.kinds().get(node.type)?.icon} name={node.name} small />
      <span className="sp ell" dir="auto">
        {node.name}
      </span>
      {to === '' ? null : <span className="dim">{t('inputNamed', { name: to })}</span>}
    </>
  )
}
