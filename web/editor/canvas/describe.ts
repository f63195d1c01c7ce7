import type { TFunction } from 'i18next'
import type { DrawnNode, StewardEdge, StewardNodeData } from '../model/graph.ts'

type Words = TFunction<['canvas', 'editor', 'common']>

/** A node as a screen reader says it: what it is, which of how many, how it went, where it leads. */
export function describeNode(node: DrawnNode, t: Words): string {
  if (node.type === 'note') return t('noteSaid', { text: node.data.content.slice(0, 200) })
  if (node.type === 'group') return t('groupSaid', { name: node.data.name, count: node.data.count })
  return node.type === 'steward' ? sentenceOf(node.data, t) : ''
}

function sentenceOf(data: StewardNodeData, t: Words): string {
  const { state } = data
  return [
    data.title,
    data.placeholder ? t('placeholder', { ns: 'editor' }) : t(`effect.${data.effect}`, { ns: 'common' }),
    t('ranked', { rank: data.rank, count: data.count }),
    ...(data.disabled ? [t('disabled', { ns: 'editor' })] : []),
    ...(data.pinned ? [t('pinned', { ns: 'editor' })] : []),
    ...(data.planned ? [t('planned', { ns: 'editor' })] : []),
    ...(data.asks === undefined ? [] : [t('asks', { ns: 'editor', policy: data.asks })]),
    state === undefined ? t('notRun', { ns: 'editor' }) : t(`state.${state}`, { ns: 'common' }),
    data.next === '' ? t('leadsNowhere') : t('leadsTo', { names: data.next }),
  ].join(', ')
}

/** An edge by the names of what it joins. */
export function describeEdge(edge: StewardEdge, names: ReadonlyMap<string, string>, t: Words): string {
  const label = edge.data?.label ?? ''
  const said = t('edgeSaid', { from: names.get(edge.source) ?? '', to: names.get(edge.target) ?? '' })
  return label === '' ? said : `${said}, ${label}`
}
