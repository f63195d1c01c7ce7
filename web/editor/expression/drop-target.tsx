import { type ReactNode, useRef } from 'react'
import { useFieldDrop } from './field-drag.ts'
import css from './expression.module.css'

type Props = {
  /** What the field is called in the menu "Use in field". */
  readonly label: string
  /** Given the whole text for the parameter, with its leading `=`. */
  readonly onExpression: (text: string) => void
  readonly children: ReactNode
}

/** Around a field with a fixed value: a field of an item that is dropped on it makes it an expression. */
export function DropTarget({ label, onExpression, children }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const { isOver, props } = useFieldDrop((expression) => onExpression(`=${expression}`), label, box)
  return (
    <div ref={box} className={css['target']} data-over={isOver || undefined} {...props}>
      {children}
    </div>
  )
}
