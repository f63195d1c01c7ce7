import { isTree } from '@steward/contract/node-form'
import { Combobox, InputBase, Loader, useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sentenceOf } from '../../../api/problem.ts'
import { type ListEntry, choicesQuery } from '../../../api/node-lists.ts'
import { textOf } from '../../model/text-of.ts'
import { type InputProps, useForm } from './form-context.ts'

type Props = InputProps & {
  readonly onPick: (entry: ListEntry) => void
  /** The text is taken as the value itself. */
  readonly onWrite: (text: string) => void
}

/** A list of the service, searched while typing and read on while scrolling. */
export function Picker({ id, field, value, problem, describedBy, onPick, onWrite }: Props) {
  const { t } = useTranslation('form')
  const { node, kind, isReadOnly } = useForm()
  const box = useCombobox({
    onDropdownClose: () => {
      box.resetSelectedOption()
      setSearch(undefined)
    },
  })
  const [search, setSearch] = useState<string>()
  const [asked] = useDebouncedValue(search ?? '', 200)
  const list = useInfiniteQuery({
    ...choicesQuery({ name: field.loads ?? '', kind, node: node(), search: asked }),
    enabled: box.dropdownOpened,
  })
  const entries = (list.data?.pages ?? []).flatMap((page) => page.items)
  const chosen = shownName(value)
  const readOn = (element: HTMLElement) => {
    const isNearEnd = element.scrollHeight - element.scrollTop - element.clientHeight < 80
    if (isNearEnd && list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage()
  }
  return (
    <Combobox
      store={box}
      onOptionSubmit={(key) => {
        if (key === writeKey) onWrite(search ?? '')
        else {
          const entry = entries.find((one) => String(one.value) === key)
          if (entry !== undefined) onPick(entry)
        }
        box.closeDropdown()
      }}
    >
      <Combobox.Target>
        <InputBase
          id={id}
          value={search ?? chosen}
          placeholder={field.placeholder ?? t('pickPlaceholder')}
          readOnly={isReadOnly}
          error={problem !== undefined}
          aria-describedby={describedBy}
          autoComplete="off"
          rightSection={list.isFetching ? <Loader size={14} /> : <Combobox.Chevron />}
          rightSectionPointerEvents="none"
          onClick={() => !isReadOnly && box.openDropdown()}
          onChange={(event) => {
            setSearch(event.currentTarget.value)
            box.openDropdown()
            box.resetSelectedOption()
          }}
          onBlur={() => box.closeDropdown()}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options
          mah={280}
          style={{ overflow: 'auto' }}
          onScroll={(event) => readOn(event.currentTarget)}
          aria-label={field.title}
        >
          {entries.map((entry) => (
            <Combobox.Option key={entry.value} value={String(entry.value)} active={String(entry.value) === valueOf(value)}>
              <span>{entry.label}</span>
              {entry.hint === undefined ? null : (
                <span style={{ color: 'var(--ink-3)', marginInlineStart: 8 }}>{entry.hint}</span>
              )}
            </Combobox.Option>
          ))}
          {search === undefined || search.trim() === '' ? null : (
            <Combobox.Option value={writeKey}>{t('pickWritten', { text: search.trim() })}</Combobox.Option>
          )}
        </Combobox.Options>
        {list.isError ? (
          <Combobox.Empty role="alert">{t('pickFailed', { reason: sentenceOf(list.error) })}</Combobox.Empty>
        ) : null}
        {list.isSuccess && entries.length === 0 ? <Combobox.Empty>{t('pickNothing')}</Combobox.Empty> : null}
      </Combobox.Dropdown>
    </Combobox>
  )
}

const writeKey = '\u0000written'
const valueOf = (value: unknown) => textOf(isTree(value) ? value['value'] : value)
const shownName = (value: unknown) =>
  isTree(value) && typeof value['cachedResultName'] === 'string' ? value['cachedResultName'] : valueOf(value)
