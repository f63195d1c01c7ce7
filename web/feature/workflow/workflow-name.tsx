import { TextInput, UnstyledButton } from '@mantine/core'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { describeWorkflow } from '../../editor/command/describe-workflow.ts'
import type { Editor } from '../../editor/session/editor.ts'
import { useEditorState } from '../../editor/session/use-editor.ts'

const look = { fontSize: 16, lineHeight: '24px' } as const

/** The name can be changed where it stands; Escape takes the change back. */
export function WorkflowName({ editor }: { readonly editor: Editor }) {
  const { t } = useTranslation('workflow')
  const name = useEditorState(editor, (state) => state.document.name)
  const [text, setText] = useState<string>()
  if (!editor.mayWrite) return <h1 style={look}>{name}</h1>
  if (text === undefined)
    return (
      <h1 style={look}>
        <UnstyledButton style={{ font: 'inherit' }} className="ell" title={t('nameOfWorkflow')} onClick={() => setText(name)}>
          {name}
        </UnstyledButton>
      </h1>
    )
  const keep = () => {
    const wanted = text.trim()
    if (wanted !== '') editor.do(describeWorkflow({ name: wanted }))
    setText(undefined)
  }
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter') keep()
    if (event.key === 'Escape') setText(undefined)
  }
  return (
    <>
      <h1 className="sr">{name}</h1>
      <TextInput
        autoFocus
        aria-label={t('nameOfWorkflow')}
        maxLength={255}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={press}
        onBlur={keep}
      />
    </>
  )
}
