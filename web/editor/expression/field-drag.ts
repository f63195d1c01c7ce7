import { type DragEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { asExpression } from './path-text.ts'
import { useValues } from './values-context.tsx'

const codeType = 'application/x-steward-code'

/** Lets a field of an item be dragged; `code` is what reads it, such as `$json.total`. */
export function startFieldDrag(event: DragEvent, code: string): void {
  event.dataTransfer.setData(codeType, code)
  event.dataTransfer.setData('text/plain', asExpression(code))
  event.dataTransfer.effectAllowed = 'copy'
}

type Transfer = Pick<DataTransfer, 'types' | 'getData'> | null

export const hasField = (transfer: Transfer): boolean => transfer?.types.includes(codeType) === true

/** The code of what is dropped, where it is a field of an item. */
export function droppedCode(transfer: Transfer): string | undefined {
  const code = transfer?.getData(codeType)
  return code === undefined || code === '' ? undefined : code
}

/**
 * Makes a field one that takes values of items: they are dropped on it, or come by the menu "Use in field", where it
 * stands as `label`. `onExpression` is given the text with its braces. Expression fields do this by themselves.
 */
export function useFieldDrop(onExpression: (expression: string) => void, label: string, element: RefObject<HTMLElement | null>) {
  const [isOver, setIsOver] = useState(false)
  const latest = useRef(onExpression)
  useEffect(() => {
    latest.current = onExpression
  })
  const targets = useValues()?.targets
  useEffect(
    () => targets?.add({ label, element: () => element.current, take: (code) => latest.current(asExpression(code)) }),
    [targets, label, element],
  )
  return {
    isOver,
    props: {
      onDragOver: (event: DragEvent) => {
        if (!hasField(event.dataTransfer)) return
        event.preventDefault()
        event.dataTransfer.dropEffect = 'copy'
        setIsOver(true)
      },
      onDragLeave: () => setIsOver(false),
      onDrop: (event: DragEvent) => {
        setIsOver(false)
        const code = droppedCode(event.dataTransfer)
        if (code === undefined) return
        event.preventDefault()
        latest.current(asExpression(code))
      },
    },
  }
}
