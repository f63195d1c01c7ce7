import type { NodeKind } from '@steward/contract/api/workflow'
import type { WorkflowNode } from '@steward/contract/workflow'
import { Button, Textarea } from '@mantine/core'
import { Braces } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sentenceOf } from '../../api/problem.ts'
import { type ParameterLine, parameterLines } from '../model/parameter-lines.ts'
import css from './panel.module.css'

type Props = {
  readonly node: WorkflowNode
  readonly kind: NodeKind | undefined
  readonly onChange?: ((node: WorkflowNode) => void) | undefined
}

export function Parameters({ node, kind, onChange }: Props) {
  const { t } = useTranslation('editor')
  const [editing, setEditing] = useState(false)
  const lines = parameterLines(node.parameters, kind?.parameters)
  if (editing && onChange !== undefined) {
    return (
      <JsonEditor
        node={node}
        onCancel={() => setEditing(false)}
        onApply={(parameters) => {
          setEditing(false)
          onChange({ ...node, parameters })
        }}
      />
    )
  }
  return (
    <>
      {lines.length === 0 ? <p className={css['about']}>{t('noParameters')}</p> : <Lines lines={lines} />}
      {onChange === undefined ? null : (
        <Button mt={14} leftSection={<Braces size={14} aria-hidden />} onClick={() => setEditing(true)}>
          {t('editJson')}
        </Button>
      )}
    </>
  )
}

function Lines({ lines }: { readonly lines: readonly ParameterLine[] }) {
  return (
    <dl className={css['parameters']} style={{ paddingTop: 0 }}>
      {lines.map((line) => (
        <div key={line.path}>
          <dt>{line.title}</dt>
          <dd>
            {line.form === 'group' ? (
              <div className={css['nested']}>
                <Lines lines={line.lines} />
              </div>
            ) : (
              <Value line={line} />
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Value({ line }: { readonly line: Extract<ParameterLine, { form: 'value' }> }) {
  const look = line.look === 'expression' ? css['expression'] : line.look === 'code' ? css['code'] : ''
  return <div className={`${css['valueBox']} ${look}`}>{line.text}</div>
}

type EditorProps = {
  readonly node: WorkflowNode
  readonly onCancel: () => void
  readonly onApply: (parameters: WorkflowNode['parameters']) => void
}

function JsonEditor({ node, onCancel, onApply }: EditorProps) {
  const { t } = useTranslation('editor')
  const [text, setText] = useState(() => JSON.stringify(node.parameters, null, 2))
  const [fault, setFault] = useState<string>()
  const apply = () => {
    try {
      const value: unknown = JSON.parse(text)
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) onApply(value as WorkflowNode['parameters'])
      else setFault(t('notObject'))
    } catch (error) {
      setFault(t('notJson', { reason: sentenceOf(error) }))
    }
  }
  return (
    <div style={{ paddingTop: 4 }}>
      <Textarea
        aria-label={t('parameters')}
        autosize
        minRows={8}
        maxRows={20}
        spellCheck={false}
        autoFocus
        styles={{ input: { fontFamily: 'var(--mono)', fontSize: 12, lineHeight: '18px' } }}
        value={text}
        error={fault}
        onChange={(event) => {
          setText(event.currentTarget.value)
          setFault(undefined)
        }}
      />
      <div className="row" style={{ marginTop: 10, justifyContent: 'flex-end' }}>
        <Button onClick={onCancel}>{t('cancelEdit')}</Button>
        <Button onClick={apply}>{t('apply')}</Button>
      </div>
    </div>
  )
}
