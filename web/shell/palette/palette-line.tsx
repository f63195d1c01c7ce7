import { KeyCaps } from '../key-caps.tsx'
import type { Shown } from './entry.ts'
import css from './palette.module.css'
import type { Range } from './rank.ts'

type Props = {
  readonly id: string
  readonly entry: Shown
  readonly isChosen: boolean
  readonly onTake: () => void
  readonly onPoint: () => void
}

export function PaletteLine({ id, entry, isChosen, onTake, onPoint }: Props) {
  const { icon: Icon, name, ranges, detail, keys } = entry
  return (
    <div id={id} role="option" aria-selected={isChosen} className={css['line']} onClick={onTake} onPointerMove={onPoint}>
      <Icon size={16} aria-hidden />
      <span className={css['name']}>
        <Marked text={name} ranges={ranges} />
      </span>
      {detail == null || detail === '' ? null : <span className={`${css['detail']} ell`}>{detail}</span>}
      <span className="sp" />
      {keys === undefined ? null : <KeyCaps keys={keys} />}
    </div>
  )
}

/** The letters that were met stand out. */
function Marked({ text, ranges }: { readonly text: string; readonly ranges: readonly Range[] }) {
  const parts = ranges.flatMap(([from, to], index) => [
    text.slice(ranges[index - 1]?.[1] ?? 0, from),
    <mark key={from}>{text.slice(from, to)}</mark>,
  ])
  return (
    <>
      {parts}
      {text.slice(ranges.at(-1)?.[1] ?? 0)}
    </>
  )
}
