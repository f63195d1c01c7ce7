import type { WorkflowDocument } from '@steward/contract/workflow'
import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Editor, Refusal } from '../../editor/session/editor.ts'
import { forgetDraft, type LocalDraft } from '../../editor/session/local-drafts.ts'
import type { Clash } from '../../editor/session/sync.ts'
import { useEditorState } from '../../editor/session/use-editor.ts'
import { formatTime } from '../../lib/format.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import css from './workflow-page.module.css'

/** What became of a change other than that it was stored. Nothing of it is lost before a person has said so. */
export function DraftNotices({ editor }: { readonly editor: Editor }) {
  const clashes = useEditorState(editor, (state) => state.clashes)
  const refusals = useEditorState(editor, (state) => state.refusals)
  const left = useEditorState(editor, (state) => state.left)
  if (clashes.length + refusals.length + left.length === 0) return null
  return (
    <div className={css['notices']} role="region" aria-live="polite">
      {left.map((draft) => (
        <LeftNotice key={draft.client} editor={editor} draft={draft} />
      ))}
      {refusals.map((refusal) => (
        <RefusalNotice key={refusal.change.id} editor={editor} refusal={refusal} />
      ))}
      {clashes.slice(-3).map((clash) => (
        <ClashNotice key={clash.op.path.join(' ')} editor={editor} clash={clash} />
      ))}
    </div>
  )
}

function LeftNotice({ editor, draft }: { readonly editor: Editor; readonly draft: LocalDraft }) {
  const { t } = useTranslation('workflow')
  const at = formatTime(new Date(draft.atMs).toISOString(), new Date(), t('today', { ns: 'common' }))
  const end = (isWanted: boolean) => {
    if (isWanted) editor.takeUp(draft)
    else editor.dropLeft(draft)
    forgetDraft(draft).catch(() => undefined)
  }
  return (
    <div className={css['notice']}>
      <span className="sp">{t('leftText', { count: draft.changes.length, at })}</span>
      <Button onClick={() => end(false)}>{t('leftDrop')}</Button>
      <Button onClick={() => end(true)}>{t('leftTake')}</Button>
    </div>
  )
}

function RefusalNotice({ editor, refusal }: { readonly editor: Editor; readonly refusal: Refusal }) {
  const { t } = useTranslation('workflow')
  return (
    <div className={css['notice']} data-failed>
      <span className="sp">
        {t('refusedText')} {refusal.reason}
      </span>
      <CopyButton text={JSON.stringify(refusal.change.ops, null, 2)} label={t('refusedCopy')} />
      <Button onClick={() => editor.dismiss(refusal)}>{t('close', { ns: 'common' })}</Button>
    </div>
  )
}

function ClashNotice({ editor, clash }: { readonly editor: Editor; readonly clash: Clash }) {
  const { t } = useTranslation('workflow')
  const document = useEditorState(editor, (state) => state.document)
  const people = useEditorState(editor, (state) => state.people)
  const name = people.find(({ userId }) => userId === clash.by)?.name ?? t('somebody')
  return (
    <div className={css['notice']}>
      <span className="sp">
        {t('clashText', {
          name,
          field: fieldOf(clash.op.path, document),
          theirs: brief(clash.op.value),
          mine: brief(clash.mine.value),
        })}
      </span>
      <Button onClick={() => editor.settle(clash, 'theirs')}>{t('clashTheirs')}</Button>
      <Button onClick={() => editor.settle(clash, 'mine')}>{t('clashMine')}</Button>
    </div>
  )
}

/** `Wait, amount`: the node, and what of it. */
function fieldOf([list = '', key = '', ...rest]: readonly string[], document: WorkflowDocument): string {
  const node = list === 'nodes' ? document.nodes.find(({ id }) => id === key)?.name : undefined
  return [
    node ?? (list === 'nodes' ? '' : list),
    rest.filter((name) => name !== 'parameters').join('.') || (node === undefined ? key : ''),
  ]
    .filter((part) => part !== '')
    .join(', ')
}

function brief(value: unknown): string {
  if (value === undefined) return '–'
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 80 ? `${text.slice(0, 80)}…` : text
}
