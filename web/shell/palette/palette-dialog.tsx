import { Button, Modal } from '@mantine/core'
import { Search } from 'lucide-react'
import { type KeyboardEvent, useDeferredValue, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFocusBack } from '../../lib/use-focus-back.ts'
import { Kbd } from '../../ui/kbd.tsx'
import type { Shown } from './entry.ts'
import { PaletteLine } from './palette-line.tsx'
import css from './palette.module.css'
import { useEntries } from './use-entries.ts'

/** A box to type into over the list of what that means. The focus stays in the box; the list is walked from there. */
export default function PaletteDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('command')
  useFocusBack()
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState(0)
  const [asking, setAsking] = useState<Shown>()
  const { entries, isAsking } = useEntries(useDeferredValue(typed))
  const at = Math.min(chosen, entries.length - 1)
  const list = useId()
  const take = (entry: Shown | undefined) => {
    if (entry === undefined) return
    if (entry.asks !== undefined && asking?.id !== entry.id) {
      setAsking(entry)
      return
    }
    onClose()
    // After the focus is back where it was, so that what is done may move it.
    setTimeout(entry.run)
  }
  const hear = (event: KeyboardEvent) => {
    const to = moved(event, at, entries.length)
    if (to === undefined && event.key !== 'Enter') return
    if (event.nativeEvent.isComposing) return
    event.preventDefault()
    if (to === undefined) take(entries[at])
    else setChosen(to)
  }
  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      centered={false}
      yOffset="12vh"
      size={640}
      title={t('palette')}
      transitionProps={{ duration: 0 }}
      classNames={{ content: css['dialog'] ?? '', header: 'sr', body: css['body'] ?? '' }}
    >
      {asking === undefined ? (
        <>
          <div className={css['head']}>
            <Search size={16} aria-hidden />
            <input
              role="combobox"
              aria-label={t('palettePlaceholder')}
              aria-expanded
              aria-controls={list}
              aria-autocomplete="list"
              aria-activedescendant={entries.length === 0 ? undefined : `${list}-${at}`}
              placeholder={t('palettePlaceholder')}
              value={typed}
              onChange={(event) => {
                setTyped(event.currentTarget.value)
                setChosen(0)
              }}
              onKeyDown={hear}
              autoComplete="off"
              spellCheck={false}
              data-autofocus
            />
            <Kbd>Esc</Kbd>
          </div>
          <Lines id={list} entries={entries} at={at} onTake={take} onPoint={setChosen} />
          <p className={css['none']} role="status">
            {entries.length === 0 ? t(isAsking ? 'searching' : 'nothingFound', { text: typed }) : null}
          </p>
        </>
      ) : (
        <Question entry={asking} onBack={() => setAsking(undefined)} onDo={() => take(asking)} />
      )}
    </Modal>
  )
}

/** Where a key leads in the list; undefined for every other key. */
function moved({ key, ctrlKey }: KeyboardEvent, at: number, count: number): number | undefined {
  if (count === 0) return undefined
  if (key === 'ArrowDown' || (ctrlKey && key === 'n')) return (at + 1) % count
  if (key === 'ArrowUp' || (ctrlKey && key === 'p')) return (at - 1 + count) % count
  if (key === 'PageDown') return Math.min(at + 8, count - 1)
  if (key === 'PageUp') return Math.max(at - 8, 0)
  return undefined
}

type LinesProps = {
  readonly id: string
  readonly entries: readonly Shown[]
  readonly at: number
  readonly onTake: (entry: Shown) => void
  readonly onPoint: (at: number) => void
}

function Lines({ id, entries, at, onTake, onPoint }: LinesProps) {
  const { t } = useTranslation('command')
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    box.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [at, entries])
  const groups = [...Map.groupBy(entries, (entry) => entry.group)]
  return (
    <div ref={box} id={id} role="listbox" aria-label={t('palette')} className={css['list']}>
      {groups.map(([group, ofGroup], number) => (
        <div key={group} role="group" aria-labelledby={`${id}-g${number}`}>
          <div id={`${id}-g${number}`} className={css['group']}>
            {group}
          </div>
          {ofGroup.map((entry) => {
            const place = entries.indexOf(entry)
            return (
              <PaletteLine
                key={entry.id}
                id={`${id}-${place}`}
                entry={entry}
                isChosen={place === at}
                onTake={() => onTake(entry)}
                onPoint={() => onPoint(place)}
              />
            )
          })}
        </div>
      ))}
    </div>
  )
}

type QuestionProps = { readonly entry: Shown; readonly onBack: () => void; readonly onDo: () => void }

/** Before what cannot be taken back. The way out has the focus. */
function Question({ entry, onBack, onDo }: QuestionProps) {
  const { t } = useTranslation('common')
  const { title = '', text = '', action = '' } = entry.asks ?? {}
  return (
    <div className={css['question']}>
      <h2>{title}</h2>
      <p className="ink2">{text}</p>
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        <Button onClick={onBack} autoFocus>
          {t('cancel')}
        </Button>
        <Button style={{ color: 'var(--delete)' }} onClick={onDo}>
          {action}
        </Button>
      </div>
    </div>
  )
}
