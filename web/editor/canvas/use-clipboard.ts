import { useEffect } from 'react'
import { copy, paste } from './action/clipboard-actions.ts'
import { runAction } from './action/actions.ts'
import type { Desk, Point } from './desk.ts'

const elsewhere = 'input, textarea, select, [contenteditable="true"], [role="dialog"] *'

/** Copies, cuts and pastes nodes where no text is meant. What is pasted lands below the pointer while it is over the canvas. */
export function useClipboard(desk: Desk): void {
  useEffect(() => {
    let pointer: Point | undefined
    const follow = ({ clientX, clientY, target }: PointerEvent) => {
      pointer = target instanceof Element && target.closest('[data-canvas]') !== null ? { x: clientX, y: clientY } : undefined
    }
    const isText = ({ target }: Event) =>
      (target instanceof Element && target.closest(elsewhere) !== null) || window.getSelection()?.isCollapsed === false
    const take = (event: ClipboardEvent) => {
      if (event.defaultPrevented || isText(event) || desk.editor.state().selection.size === 0) return
      event.preventDefault()
      copy(desk, event.clipboardData)
      if (event.type === 'cut') runAction(desk, 'remove')
    }
    const put = (event: ClipboardEvent) => {
      const text = event.clipboardData?.getData('text/plain').trim() ?? ''
      if (event.defaultPrevented || isText(event) || !/^[[{]/.test(text) || !desk.editor.mayWrite) return
      // Heard before the page, which would import it as another workflow.
      event.preventDefault()
      event.stopImmediatePropagation()
      const isOnOne = desk.editor.state().selection.size === 1
      void paste(desk, text, pointer === undefined || isOnOne ? undefined : desk.flow().screenToFlowPosition(pointer))
    }
    window.addEventListener('pointermove', follow, { passive: true })
    document.addEventListener('copy', take)
    document.addEventListener('cut', take)
    document.addEventListener('paste', put, true)
    return () => {
      window.removeEventListener('pointermove', follow)
      document.removeEventListener('copy', take)
      document.removeEventListener('cut', take)
      document.removeEventListener('paste', put, true)
    }
  }, [desk])
}
