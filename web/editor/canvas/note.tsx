import { type NodeProps, NodeResizer } from '@xyflow/react'
import { memo, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NoteNode } from '../model/graph.ts'
import { NoteText } from './note-text.tsx'
import css from './note.module.css'
import { type CanvasTools, useCanvasTools } from './tools.ts'

const colors = [1, 2, 3, 4, 5, 6, 7] as const

/** A note on the canvas, written where it stands. The numbers of the colours are those of the imported file. */
export const NoteBox = memo(function NoteBox({ id, data, selected, width, height }: NodeProps<NoteNode>) {
  const tools = useCanvasTools()
  const [writing, setWriting] = useState(data.content === '' && selected)
  const color = ((data.color - 1) % 7) + 1
  return (
    <div
      className={`${css['note']} ${selected ? css['chosen'] : ''}`}
      data-color={color}
      style={{ width, height }}
      onDoubleClick={() => setWriting(tools !== undefined)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !writing && tools !== undefined) setWriting(true)
      }}
    >
      {tools === undefined ? null : (
        <NodeResizer
          isVisible={selected}
          minWidth={120}
          minHeight={60}
          lineClassName={css['edge'] ?? ''}
          handleClassName={css['corner'] ?? ''}
          onResizeEnd={(_, box) => tools.resizeNote(id, box)}
        />
      )}
      {selected && tools !== undefined ? <Colours id={id} color={color} tools={tools} /> : null}
      {writing && tools !== undefined ? (
        <Writing content={data.content} onEnd={() => setWriting(false)} onWrite={(content) => tools.writeNote(id, content)} />
      ) : (
        <NoteText text={data.content} />
      )}
    </div>
  )
})

type WritingProps = { readonly content: string; readonly onEnd: () => void; readonly onWrite: (content: string) => void }

/** Kept when it is left, and with Ctrl+Enter; Escape throws away what was written. */
function Writing({ content, onEnd, onWrite }: WritingProps) {
  const { t } = useTranslation('canvas')
  const [text, setText] = useState(content)
  const field = useRef<HTMLTextAreaElement>(null)
  const isOver = useRef(false)
  useEffect(() => field.current?.focus(), [])
  const end = (isKept: boolean) => {
    if (isOver.current) return
    isOver.current = true
    if (isKept && text !== content) onWrite(text)
    onEnd()
  }
  return (
    <textarea
      ref={field}
      className={`${css['field']} nodrag nowheel`}
      aria-label={t('noteText')}
      placeholder={t('notePlaceholder')}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={() => end(true)}
      onKeyDown={(event) => {
        event.stopPropagation()
        const isDone = event.key === 'Enter' && (event.ctrlKey || event.metaKey)
        if (!isDone && event.key !== 'Escape') return
        event.preventDefault()
        const box = event.currentTarget.closest<HTMLElement>('.react-flow__node')
        end(isDone)
        box?.focus()
      }}
    />
  )
}

function Colours({ id, color, tools }: { readonly id: string; readonly color: number; readonly tools: CanvasTools }) {
  const { t } = useTranslation('canvas')
  return (
    <div className={`${css['colours']} nodrag`} role="group" aria-label={t('noteColour')}>
      {colors.map((one) => (
        <button
          key={one}
          type="button"
          data-color={one}
          aria-label={t(`colour_${one}`)}
          aria-pressed={one === color}
          onClick={(event) => {
            event.stopPropagation()
            tools.colourNote(id, one)
          }}
        />
      ))}
    </div>
  )
}
