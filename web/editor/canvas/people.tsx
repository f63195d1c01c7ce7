import type { Presence } from '@steward/contract/api/draft'
import { Tooltip } from '@mantine/core'
import { createContext, useContext, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Editor } from '../session/editor.ts'
import { useEditorState } from '../session/use-editor.ts'
import css from './people.module.css'

type ByNode = ReadonlyMap<string, readonly Presence[]>

export const PeopleContext = createContext<ByNode>(new Map())

/** Who has which node open. */
export function usePeopleByNode(editor: Editor): ByNode {
  const people = useEditorState(editor, (state) => state.people)
  // They are told anew every few seconds and are mostly where they were.
  const told = JSON.stringify(people.map(({ client, nodeId, name }) => [client, nodeId, name]))
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- What was told stands for the people.
  return useMemo(
    () =>
      Map.groupBy(
        people.filter(({ nodeId }) => nodeId !== null),
        ({ nodeId }) => nodeId ?? '',
      ),
    [told],
  )
}

const hues = 6
/** The same person has the same colour on every page. */
export const hueOf = (userId: string): number =>
  Array.from(userId).reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7) % hues

/** The marks of those who have the node open. */
export function NodePeople({ id }: { readonly id: string }) {
  const people = useContext(PeopleContext).get(id)
  if (people === undefined) return null
  return (
    <span className={css['onNode']} aria-hidden>
      {people.slice(0, 3).map((person) => (
        <PersonDot key={person.client} person={person} />
      ))}
    </span>
  )
}

/** Others who have the workflow open, for the head of the page. */
export function People({ editor }: { readonly editor: Editor }) {
  const { t } = useTranslation('canvas')
  const people = useEditorState(editor, (state) => state.people)
  const each = [...new Map(people.map((person) => [person.userId, person])).values()]
  if (each.length === 0) return null
  return (
    <span className={css['people']} role="img" aria-label={t('people', { names: each.map(({ name }) => name).join(', ') })}>
      {each.slice(0, 4).map((person) => (
        <Tooltip key={person.userId} label={person.name}>
          <span>
            <PersonDot person={person} />
          </span>
        </Tooltip>
      ))}
      {each.length > 4 ? <span className={css['more']}>+{each.length - 4}</span> : null}
    </span>
  )
}

const PersonDot = ({ person: { userId, name } }: { readonly person: Presence }) => (
  <span className={css['dot']} data-hue={hueOf(userId)} title={name}>
    {(/\p{L}|\p{N}/u.exec(name)?.[0] ?? '?').toUpperCase()}
  </span>
)
