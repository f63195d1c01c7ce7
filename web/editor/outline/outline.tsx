import { ActionIcon } from '@mantine/core'
import { Ellipsis, X } from 'lucide-react'
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nodesWithProblems } from '../canvas/action/look-actions.ts'
import { runAction } from '../canvas/action/actions.ts'
import { type Desk, type Point, reveal } from '../canvas/desk.ts'
import { actionOf } from '../canvas/keys.ts'
import type { Drawing } from '../model/graph.ts'
import { inExecutionOrder } from '../model/order.ts'
import { portsOf } from '../model/ports.ts'
import { useEditorState } from '../session/use-editor.ts'
import css from './outline.module.css'
import { OutlineRow } from './outline-row.tsx'
import { typeAhead } from './type-ahead.ts'

type Props = { readonly desk: Desk; readonly drawing: Drawing; readonly onClose: () => void }

/**
 * The nodes as a list in the order of execution: what the canvas shows, for whoever cannot see or draw it, and on a phone.
 * The focus is one stop of Tab; the arrow keys walk in it.
 */
export function Outline({ desk, drawing, onClose }: Props) {
  const { t } = useTranslation(['canvas', 'common'])
  const document = useEditorState(desk.editor, (state) => state.document)
  const selection = useEditorState(desk.editor, (state) => state.selection)
  const rows = useMemo(
    () => inExecutionOrder(document, (node) => portsOf(node, desk.kinds().get(node.type), document).outputs),
    [document, desk],
  )
  const [current, setCurrent] = useState<string>()
  const list = useRef<HTMLDivElement>(null)
  const hear = useRef(typeAhead())
  const selected = [...selection].findLast((id) => rows.some(({ node }) => node.id === id))
  const at = Math.max(
    0,
    rows.findIndex(({ node }) => node.id === (current ?? selected)),
  )
  const problems = new Set(nodesWithProblems(desk, drawing))
  const drawn = useMemo(
    () => new Map(drawing.nodes.flatMap((node) => (node.type === 'steward' ? [[node.id, node.data] as const] : []))),
    [drawing],
  )
  useEffect(() => {
    if (selected !== undefined) setCurrent(selected)
  }, [selected])
  useEffect(() => {
    list.current?.querySelector(`[data-at="${at}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [at])

  const go = (to: number, isMore = false) => {
    const node = rows[Math.max(0, Math.min(rows.length - 1, to))]?.node
    if (node === undefined) return
    setCurrent(node.id)
    desk.editor.select(isMore ? [...selection, node.id] : [node.id])
    reveal(desk, node.id)
    if (desk.host().opened !== undefined) desk.host().open(node.id)
    list.current?.querySelector<HTMLElement>(`[data-at="${rows.findIndex((row) => row.node === node)}"]`)?.focus()
  }
  const latest = useRef(go)
  useEffect(() => {
    latest.current = go
  })
  const pick = useCallback(
    (to: number, isMore: boolean) => {
      latest.current(to, isMore)
      const [id] = desk.editor.state().selection
      if (!isMore && id !== undefined) desk.host().open(id)
    },
    [desk],
  )
  const menu = useCallback(
    (to: number, point: Point) => {
      latest.current(to)
      const [on] = desk.editor.state().selection
      desk.ask({ kind: 'menu', at: point, on })
    },
    [desk],
  )
  const press = (event: KeyboardEvent) => {
    const steps: Readonly<Record<string, number>> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }
    const to = steps[event.key]
    if (to !== undefined && !event.altKey) go(to, event.shiftKey)
    else if (event.key === 'Escape') leave(desk, onClose)
    else if (event.key === ' ') toggle(desk, rows[at]?.node.id)
    else if (!act(desk, event, rows[at]?.node.id)) {
      const typed = hear.current(event.key, event.timeStamp)
      if (typed === undefined || event.ctrlKey || event.metaKey || event.altKey) return
      const found = [...rows.slice(at + (typed.length === 1 ? 1 : 0)), ...rows].find(({ node }) =>
        node.name.toLowerCase().startsWith(typed),
      )
      if (found !== undefined) go(rows.indexOf(found))
    }
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <aside className={css['outline']} aria-label={t('outline')}>
      <div className={css['title']}>
        <h2>{t('outline')}</h2>
        <span className={`${css['count']} num`}>{rows.length}</span>
        <span className="sp" />
        {rows[at] === undefined ? null : (
          <ActionIcon
            size={26}
            variant="subtle"
            color="gray"
            aria-label={t('outlineActions', { node: rows[at].node.name })}
            onClick={(event) => {
              const { left, bottom } = event.currentTarget.getBoundingClientRect()
              menu(at, { x: left, y: bottom })
            }}
          >
            <Ellipsis size={14} aria-hidden />
          </ActionIcon>
        )}
        <ActionIcon size={26} variant="subtle" color="gray" aria-label={t('close', { ns: 'common' })} onClick={onClose}>
          <X size={14} aria-hidden />
        </ActionIcon>
      </div>
      {rows.length === 0 ? <p className={css['nothing']}>{t('outlineEmpty')}</p> : null}
      <div ref={list} role="tree" aria-label={t('outline')} aria-multiselectable className={css['list']} onKeyDown={press}>
        {rows.map((row, index) => (
          <OutlineRow
            key={row.node.id}
            row={row}
            data={drawn.get(row.node.id)}
            at={index}
            isCurrent={index === at}
            isSelected={selection.has(row.node.id)}
            hasProblem={problems.has(row.node.id)}
            onGo={pick}
            onMenu={menu}
          />
        ))}
      </div>
    </aside>
  )
}

function leave(desk: Desk, onClose: () => void) {
  if (desk.host().opened === undefined) onClose()
  else desk.host().open(undefined)
}

function toggle(desk: Desk, id: string | undefined) {
  if (id === undefined) return
  const after = new Set(desk.editor.state().selection)
  if (!after.delete(id)) after.add(id)
  desk.editor.select(after)
}

/** Keys of the canvas that write no letter work here too; letters look for names. */
function act(desk: Desk, event: KeyboardEvent, id: string | undefined): boolean {
  const name = actionOf(event.nativeEvent)
  const isLetter = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey
  if (name === undefined || isLetter || id === undefined) return false
  if (!desk.editor.state().selection.has(id)) desk.editor.select([id])
  runAction(desk, name)
  return true
}
