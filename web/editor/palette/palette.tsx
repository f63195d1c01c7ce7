import { ActionIcon } from '@mantine/core'
import { Search, X } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EffectChip } from '../../ui/effect-chip.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { ServiceTile } from '../../ui/service-tile.tsx'
import { putNode } from '../canvas/action/put-node.ts'
import { focusNode } from '../canvas/action/select-actions.ts'
import type { Aim, Desk } from '../canvas/desk.ts'
import { type Pick, PickList } from '../canvas/pick-list.tsx'
import { keyNames } from '../../shell/keys.ts'
import { dragType } from './drag-type.ts'
import { entriesOf, type Entry, type EntryGroup } from './entries.ts'
import css from './palette.module.css'
import { recentEntries, rememberEntry } from './recent.ts'
import { searchEntries } from './search.ts'

type Props = {
  readonly desk: Desk
  readonly aim: Aim
  /** The next node goes after the one that was just put there. */
  readonly onAim: (aim: Aim) => void
  readonly onClose: () => void
}

/** Every kind of node, by what it does, and by whatever a person calls it. */
export default function Palette({ desk, aim, onAim, onClose }: Props) {
  const { t } = useTranslation('canvas')
  const [query, setQuery] = useState('')
  const [recent, setRecent] = useState(recentEntries)
  const entries = useMemo(() => entriesOf(desk.kinds().values()), [desk])
  const shown = useMemo(() => listed(entries, query, recent, aim), [entries, query, recent, aim])
  const picks = shown.map(({ entry, group, key }): Pick => ({
    id: key,
    ...(group === undefined ? {} : { group: t(`group_${group}`) }),
    row: <Row entry={entry} />,
    drag: dragType,
  }))
  const pick = (key: string, more: boolean) => {
    const entry = shown.find((one) => one.key === key)?.entry
    if (entry === undefined) return
    const id = putNode(desk, entry, aim)
    rememberEntry(entry.id)
    if (id === undefined) return
    desk.say(t('added', { node: entry.title }))
    if (more && aim.kind !== 'replace') {
      setQuery('')
      setRecent(recentEntries())
      onAim({ kind: 'after', node: id, output: 0 })
    } else {
      onClose()
      focusNode(id)
    }
  }
  const title = t(aim.kind === 'replace' ? 'replaceBy' : 'addNode')
  return (
    <aside className={css['palette']} aria-label={title}>
      <div className={css['title']}>
        <h2>{title}</h2>
        <ActionIcon size={26} variant="subtle" color="gray" aria-label={t('close', { ns: 'common' })} onClick={onClose}>
          <X size={14} aria-hidden />
        </ActionIcon>
      </div>
      <PickList
        label={t('searchNodes')}
        placeholder={t('searchCount', { count: desk.kinds().size })}
        query={query}
        onQuery={setQuery}
        picks={picks}
        nothing={t('noNode', { query })}
        onPick={pick}
        onLeave={onClose}
        icon={<Search size={14} aria-hidden />}
      />
      {aim.kind === 'replace' ? null : (
        <p className={css['hint']}>
          {keyNames('mod+enter')[0]?.map((name) => (
            <Kbd key={name}>{name}</Kbd>
          ))}
          {t('staysOpen')}
        </p>
      )}
    </aside>
  )
}

type Listed = { readonly entry: Entry; readonly group: EntryGroup | undefined; readonly key: string }

/** Without a word everything by what it does, what was used lately first; what cannot come after a node is left out there. */
function listed(entries: readonly Entry[], query: string, recent: readonly string[], aim: Aim): readonly Listed[] {
  const fitting = entries.filter(({ kind }) => aim.kind === 'free' || aim.kind === 'replace' || kind.trigger === null)
  if (query.trim() !== '')
    return searchEntries(fitting, query, recent).map((entry) => ({ entry, group: undefined, key: entry.id }))
  const used = recent.flatMap((id) => fitting.find((entry) => entry.id === id) ?? []).slice(0, 4)
  return [
    ...used.map((entry) => ({ entry, group: 'recent' as const, key: `recent ${entry.id}` })),
    ...fitting
      .filter(({ isPreset, isOld }) => !isPreset && !isOld)
      .map((entry) => ({ entry, group: entry.group, key: entry.id })),
  ]
}

function Row({ entry }: { readonly entry: Entry }) {
  return (
    <>
      <ServiceTile icon={entry.kind.icon} name={entry.kind.title} small round={entry.kind.trigger !== null} />
      <span className={css['name']} title={entry.kind.description}>
        {entry.title}
      </span>
      {entry.effect === 'pure' ? null : <EffectChip effect={entry.effect} />}
    </>
  )
}
