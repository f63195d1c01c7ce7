import type { WorkflowDocument, WorkflowNode } from '@steward/contract/workflow'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import css from './panel.module.css'

type Props = { readonly node: WorkflowNode; readonly document: WorkflowDocument; readonly onChange: (node: WorkflowNode) => void }

/** The name can be changed where it stands; Escape takes the change back. */
export function NameField({ node, document, onChange }: Props) {
  const { t } = useTranslation('editor')
  const [name, setName] = useState(node.name)
  const trimmed = name.trim()
  const taken = document.nodes.some((other) => other.id !== node.id && other.name === trimmed)
  const fault = trimmed === '' ? t('nameEmpty') : taken ? t('nameTaken') : undefined
  const keep = () => {
    if (fault !== undefined) setName(node.name)
    else if (trimmed !== node.name) onChange({ ...node, name: trimmed })
  }
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter') event.currentTarget.blur()
    if (event.key !== 'Escape' || name === node.name) return
    // The first Escape takes back the name; only the next closes the panel.
    event.stopPropagation()
    setName(node.name)
  }
  return (
    <input
      className={css['name']}
      aria-label={t('rename')}
      aria-invalid={fault !== undefined}
      title={fault}
      value={name}
      maxLength={255}
      onChange={(event) => setName(event.currentTarget.value)}
      onBlur={keep}
      onKeyDown={press}
    />
  )
}
