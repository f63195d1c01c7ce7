import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { changeGroup } from '../command/change-group.ts'
import { changeNode } from '../command/change-node.ts'
import { focusNode } from './action/select-actions.ts'
import { type Desk, documentOf, edit } from './desk.ts'

type Props = { readonly desk: Desk; readonly id: string; readonly onClose: () => void }

/** Another name for a node, which expressions follow, or for a group. */
export function RenameForm({ desk, id, onClose }: Props) {
  const { t } = useTranslation(['editor', 'canvas'])
  const document = documentOf(desk)
  const node = document.nodes.find((one) => one.id === id)
  const group = document.groups?.find((one) => one.id === id)
  const [name, setName] = useState(node?.name ?? group?.name ?? '')
  const trimmed = name.trim()
  const isTaken = node !== undefined && document.nodes.some((other) => other.id !== id && other.name === trimmed)
  const fault = node !== undefined && trimmed === '' ? t('nameEmpty') : isTaken ? t('nameTaken') : undefined
  const keep = () => {
    if (fault !== undefined) return
    if (node !== undefined) edit(desk, changeNode({ ...node, name: trimmed }, node))
    if (group !== undefined) edit(desk, changeGroup(group, { name: trimmed }))
    onClose()
    focusNode(id)
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        keep()
      }}
    >
      <TextInput
        data-autofocus
        label={node === undefined ? t('groupName', { ns: 'canvas' }) : t('rename')}
        maxLength={255}
        value={name}
        error={fault}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <div className="row" style={{ justifyContent: 'flex-end', marginTop: 16 }}>
        <Button onClick={onClose}>{t('cancelEdit')}</Button>
        <Button type="submit" variant="filled">
          {t('apply')}
        </Button>
      </div>
    </form>
  )
}
