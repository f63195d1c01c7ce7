import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Upload } from 'lucide-react'
import { useCan } from '../../../api/session.ts'
import { droppedFiles } from './dropped-files.ts'
import css from './import.module.css'

type Props = {
  readonly onFiles: (files: readonly File[]) => void
  readonly onText: (text: string) => void
  readonly children: ReactNode
}

/** Makes a page take dropped files and folders anywhere, and a workflow pasted with Ctrl+V, from those who may make workflows. */
export function DropZone({ onFiles, onText, children }: Props) {
  const { t } = useTranslation('workflow')
  const [over, setOver] = useState(false)
  const depth = useRef(0)
  const mayImport = useCan()('workflow:write')
  usePaste(mayImport ? onText : undefined)

  const carriesFiles = (event: React.DragEvent) => mayImport && event.dataTransfer.types.includes('Files')
  const drop = (event: React.DragEvent) => {
    depth.current = 0
    setOver(false)
    // Texts and fields of items are dragged too, and are for whatever they are dropped on.
    if (!carriesFiles(event)) return
    event.preventDefault()
    void droppedFiles(event.dataTransfer).then(onFiles)
  }
  return (
    <div
      className={css['zone']}
      onDragEnter={(event) => {
        if (!carriesFiles(event)) return
        depth.current += 1
        setOver(true)
      }}
      onDragOver={(event) => {
        if (carriesFiles(event)) event.preventDefault()
      }}
      onDragLeave={() => {
        // Leaving a child is not leaving the page; only when as many were left as entered.
        depth.current = Math.max(0, depth.current - 1)
        if (depth.current === 0) setOver(false)
      }}
      onDrop={drop}
    >
      {children}
      {over ? (
        <div className={css['over']}>
          <Upload size={20} aria-hidden />
          <b>{t('dropAnywhere')}</b>
          <span>{t('dropAnywhereText')}</span>
        </div>
      ) : null}
    </div>
  )
}

function usePaste(onText: ((text: string) => void) | undefined) {
  const latest = useRef(onText)
  useEffect(() => {
    latest.current = onText
  })
  const isOn = onText !== undefined
  useEffect(() => {
    if (!isOn) return undefined
    const listen = (event: ClipboardEvent) => {
      if (
        event.target instanceof Element &&
        event.target.closest('input, textarea, [contenteditable="true"], [role="dialog"]') !== null
      )
        return
      const text = event.clipboardData?.getData('text/plain').trim() ?? ''
      if (!text.startsWith('{') && !text.startsWith('[')) return
      event.preventDefault()
      latest.current?.(text)
    }
    document.addEventListener('paste', listen)
    return () => document.removeEventListener('paste', listen)
  }, [isOn])
}
