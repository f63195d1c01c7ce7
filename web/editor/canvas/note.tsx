import type { NodeProps } from '@xyflow/react'
import { memo } from 'react'
import type { NoteNode } from '../model/graph.ts'
import { NoteText } from './note-text.tsx'
import css from './note.module.css'

/** A note on the canvas. The numbers of the colours are those of the imported file. */
export const NoteBox = memo(function NoteBox({ data, width, height }: NodeProps<NoteNode>) {
  return (
    <div className={css['note']} data-color={((data.color - 1) % 7) + 1} style={{ width, height }}>
      <NoteText text={data.content} />
    </div>
  )
})
