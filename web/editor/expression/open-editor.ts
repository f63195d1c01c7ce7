import {
  acceptCompletion,
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  type CompletionSource,
  completionStatus,
} from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { bracketMatching } from '@codemirror/language'
import { Annotation, Compartment, EditorState, type Extension, Prec, Transaction } from '@codemirror/state'
import { drawSelection, EditorView, keymap } from '@codemirror/view'
import { codeLook } from '../../ui/code-look.ts'

/** A text that came from outside is nothing that a person has typed here. */
const fromOutside = Annotation.define<boolean>()

type Opening = {
  readonly parent: HTMLElement
  readonly text: string
  readonly label: string
  readonly extensions: readonly Extension[]
  readonly isReadOnly: boolean
  readonly id?: string | undefined
  readonly onText: (text: string) => void
}

/** An editor for code within a form. Its history begins with the text that is there: undoing never empties it. */
export function openEditor({ parent, text, label, extensions, isReadOnly, id, onText }: Opening): EditorView {
  const attributes = {
    'aria-label': label,
    'aria-multiline': 'true',
    spellcheck: 'false',
    autocapitalize: 'off',
    ...(id === undefined ? {} : { id }),
    // What can be written in is focused anyway; said so that it counts where it scrolls.
    tabindex: '0',
    ...(isReadOnly ? { 'aria-readonly': 'true' } : {}),
  }
  return new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        isReadOnly ? [EditorState.readOnly.of(true), EditorView.editable.of(false)] : editing,
        drawSelection(),
        bracketMatching(),
        EditorView.lineWrapping,
        codeLook,
        fieldLook,
        ...extensions,
        EditorView.contentAttributes.of(attributes),
        description.of([]),
        EditorView.cspNonce.of(document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''),
        EditorView.updateListener.of((update) => {
          if (update.docChanged && !update.transactions.some((one) => one.annotation(fromOutside) === true))
            onText(update.state.doc.toString())
        }),
      ],
    }),
  })
}

/** Takes a text that was changed elsewhere. */
export function takeText(view: EditorView, text: string): void {
  const now = view.state.doc.toString()
  if (now === text) return
  view.dispatch({
    changes: { from: 0, to: now.length, insert: text },
    annotations: [fromOutside.of(true), Transaction.addToHistory.of(false)],
  })
}

/** What is said about a field changes while it is written in, and must not take the cursor and the history with it. */
const description = new Compartment()

/** Names the elements that say more about the field. */
export function describe(view: EditorView, ids: string | undefined): void {
  const attributes = ids === undefined ? [] : EditorView.contentAttributes.of({ 'aria-describedby': ids })
  view.dispatch({ effects: description.reconfigure(attributes) })
}

const escapeMs = 1_500

/** Escape closes what is offered, and a second one goes on to whatever is around the field. */
function escapeTwice(): Extension {
  let pressedMs = -escapeMs
  return EditorView.domEventHandlers({
    keydown: (event, view) => {
      // Keys that are typed are none of the canvas.
      if (event.key !== 'Escape') {
        event.stopPropagation()
        return false
      }
      const isOpen = completionStatus(view.state) !== null
      const again = performance.now() - pressedMs < escapeMs
      if (isOpen || !again) event.stopPropagation()
      pressedMs = isOpen ? -escapeMs : performance.now()
      return false
    },
  })
}

const editing: Extension = [
  history(),
  closeBrackets(),
  Prec.highest(escapeTwice()),
  Prec.high(keymap.of([{ key: 'Tab', run: acceptCompletion }])),
  keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap]),
]

/** Completion from one source, with the texts of the editor's own look. */
export const completing = (source: CompletionSource): Extension =>
  autocompletion({ override: [source], maxRenderedOptions: 60, activateOnTypingDelay: 60, icons: false })

const fieldLook = EditorView.theme({
  '&': { height: 'auto', fontSize: '12px', backgroundColor: 'transparent' },
  '.cm-scroller': { lineHeight: '20px', padding: '5px 0', overflow: 'auto', maxHeight: 'inherit' },
  '.cm-line': { padding: '0 10px' },
  '.cm-region': { backgroundColor: 'var(--accent-soft)', borderRadius: '4px', boxShadow: '0 0 0 1px var(--accent-soft)' },
  '.cm-brace': { color: 'var(--accent-text)' },
  '.cm-completionInfo': { padding: '8px 10px', maxWidth: '340px', font: '400 12px/17px var(--sans)' },
  '.cm-completionInfo code': { display: 'block', fontFamily: 'var(--mono)', overflowWrap: 'anywhere' },
  '.cm-completionInfo p': { margin: '2px 0 6px', color: 'var(--ink-2)' },
})
