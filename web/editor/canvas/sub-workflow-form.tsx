import { Button, TextInput } from '@mantine/core'
import { freeName } from '@steward/contract/change'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sentenceOf } from '../../api/problem.ts'
import { notifyDone, notifyFailure } from '../../ui/notify.tsx'
import { makeSubWorkflow } from '../command/make-sub-workflow.ts'
import { newNode } from '../model/new-node.ts'
import { subDocument, type Taken, takeOut } from '../model/sub-workflow.ts'
import { selected } from './action/build-actions.ts'
import { type Desk, documentOf, edit } from './desk.ts'

type Props = { readonly desk: Desk; readonly onClose: () => void }

/** Makes a workflow of what is selected, or says what stands in the way. */
export default function SubWorkflowForm({ desk, onClose }: Props) {
  const { t } = useTranslation(['canvas', 'editor', 'common'])
  const [taken] = useState(() => takeOut(documentOf(desk), new Set(selected(desk).map(({ id }) => id)), desk.kinds()))
  const [name, setName] = useState(() => `${documentOf(desk).name}, ${selected(desk)[0]?.name ?? ''}`.slice(0, 200))
  const [isBusy, setBusy] = useState(false)
  if (!('nodes' in taken)) {
    return (
      <>
        <p style={{ marginBottom: 8 }}>{t('subCannot')}</p>
        <ul style={{ display: 'grid', gap: 6, paddingInlineStart: 18, listStyle: 'disc' }}>
          {taken.map(({ why, nodes }) => (
            <li key={why}>{t(`sub_${why}`, { nodes: nodes.map((one) => `“${one}”`).join(', ') })}</li>
          ))}
        </ul>
        <div className="row" style={{ justifyContent: 'flex-end', marginTop: 16 }}>
          <Button data-autofocus onClick={onClose}>
            {t('close', { ns: 'common' })}
          </Button>
        </div>
      </>
    )
  }
  const make = async () => {
    setBusy(true)
    try {
      const made = await makeOf(desk, taken, name.trim())
      notifyDone(t('subMade', { name: made }))
      onClose()
    } catch (error) {
      notifyFailure(t('actionFailed', { ns: 'common' }), sentenceOf(error))
      setBusy(false)
    }
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (name.trim() !== '') void make()
      }}
    >
      <p className="ink2" style={{ marginBottom: 12 }}>
        {t('subText', { count: taken.nodes.length })}
      </p>
      <TextInput
        data-autofocus
        label={t('subName')}
        maxLength={255}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <div className="row" style={{ justifyContent: 'flex-end', marginTop: 16 }}>
        <Button onClick={onClose}>{t('cancelEdit', { ns: 'editor' })}</Button>
        <Button type="submit" variant="filled" loading={isBusy} disabled={name.trim() === ''}>
          {t('subMake')}
        </Button>
      </div>
    </form>
  )
}

async function makeOf(desk: Desk, taken: Taken, name: string): Promise<string> {
  const [calling, called] = [desk.kinds().get('execute_workflow'), desk.kinds().get('execute_workflow_trigger')]
  const create = desk.host().createWorkflow
  if (calling === undefined || called === undefined || create === undefined)
    throw new Error('This server cannot execute workflows within workflows.')
  const document = documentOf(desk)
  const made = await create(subDocument(document, taken, { name, kind: called, makeId: () => crypto.randomUUID() }))
  const [first] = taken.nodes.toSorted((a, b) => a.position[0] - b.position[0])
  const node = newNode(calling, {
    parameters: { source: 'database', workflowId: { __rl: true, mode: 'list', value: made.id, cachedResultName: made.name } },
    position: first?.position ?? [0, 0],
  })
  const taker = new Set(document.nodes.filter((one) => !taken.nodes.includes(one)).map((one) => one.name))
  const named = { ...node, name: freeName(made.name.slice(0, 200), taker) }
  edit(desk, makeSubWorkflow(taken, named))
  desk.editor.select([named.id])
  return made.name
}
