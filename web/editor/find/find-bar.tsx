import { ActionIcon } from '@mantine/core'
import { ChevronDown, ChevronUp, Search, X } from 'lucide-react'
import { type KeyboardEvent, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { focusNode } from '../canvas/action/select-actions.ts'
import { type Desk, reveal } from '../canvas/desk.ts'
import type { Found } from '../canvas/use-shown.ts'
import { findNodes } from '../model/find-nodes.ts'
import { useEditorState } from '../session/use-editor.ts'
import css from './find-bar.module.css'

type Props = {
  readonly desk: Desk
  readonly onFound: (found: Found | undefined) => void
  readonly onClose: () => void
}

/** Finds nodes by anything that stands in them; the others fade while it is open. */
export default function FindBar({ desk, onFound, onClose }: Props) {
  const { t } = useTranslation(['canvas', 'common'])
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const document = useEditorState(desk.editor, (state) => state.document)
  const hits = useMemo(() => findNodes(document, query, (type) => desk.kinds().get(type)?.title ?? ''), [document, query, desk])
  const shown = hits[at % Math.max(1, hits.length)]
  useEffect(() => {
    onFound(query.trim() === '' ? undefined : { ids: new Set(hits), shown })
    if (shown !== undefined) reveal(desk, shown)
  }, [desk, hits, onFound, query, shown])
  useEffect(() => () => onFound(undefined), [onFound])
  const step = (by: number) => setAt(hits.length === 0 ? 0 : (at + by + hits.length) % hits.length)
  const leave = () => {
    onClose()
    if (shown === undefined) return
    desk.editor.select([shown])
    focusNode(shown)
  }
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter') step(event.shiftKey ? -1 : 1)
    else if (event.key === 'Escape') leave()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const count = hits.length === 0 ? t('findNothing') : t('findCount', { at: (at % hits.length) + 1, count: hits.length })
  return (
    <div className={css['bar']} role="search">
      <Search size={14} aria-hidden />
      <input
        autoFocus
        aria-label={t('findLabel')}
        placeholder={t('findPlaceholder')}
        value={query}
        onChange={(event) => {
          setAt(0)
          setQuery(event.currentTarget.value)
        }}
        onKeyDown={press}
      />
      <span className={css['count']} role="status">
        {query.trim() === '' ? '' : count}
      </span>
      <Step label={t('findBefore')} icon={ChevronUp} onClick={() => step(-1)} />
      <Step label={t('findNext')} icon={ChevronDown} onClick={() => step(1)} />
      <Step label={t('close', { ns: 'common' })} icon={X} onClick={leave} />
    </div>
  )
}

type StepProps = { readonly label: string; readonly icon: typeof X; readonly onClick: () => void }

const Step = ({ label, icon: Icon, onClick }: StepProps) => (
  <ActionIcon size={26} variant="subtle" color="gray" aria-label={label} onClick={onClick}>
    <Icon size={14} aria-hidden />
  </ActionIcon>
)
