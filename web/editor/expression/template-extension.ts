import { startCompletion } from '@codemirror/autocomplete'
import { LanguageSupport } from '@codemirror/language'
import { type Extension, Prec, type Range } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view'
import { droppedCode, hasField } from './field-drag.ts'
import { asExpression, isInBraces } from './path-text.ts'
import { landingOf, regionsOf } from './regions.ts'
import { templateLanguage } from './template-language.ts'

/** Text with expressions in it: coloured, completed in pairs, and open for fields that are dropped. */
export const template: Extension = [
  new LanguageSupport(templateLanguage),
  Prec.high(EditorView.inputHandler.of(openBraces)),
  EditorView.domEventHandlers({
    dragover: (event) => {
      if (!hasField(event.dataTransfer)) return false
      event.preventDefault()
      return true
    },
    drop: (event, view) => {
      const code = droppedCode(event.dataTransfer)
      if (code === undefined) return false
      event.preventDefault()
      insertCode(view, code, view.posAtCoords({ x: event.clientX, y: event.clientY }) ?? undefined)
      return true
    },
  }),
  ViewPlugin.fromClass(
    class {
      decorations: DecorationSet
      constructor(view: EditorView) {
        this.decorations = regionMarks(view)
      }
      update(update: ViewUpdate) {
        if (update.docChanged) this.decorations = regionMarks(update.view)
      }
    },
    { decorations: (plugin) => plugin.decorations },
  ),
]

const region = Decoration.mark({ class: 'cm-region' })
const brace = Decoration.mark({ class: 'cm-brace' })

function regionMarks(view: EditorView): DecorationSet {
  const marks: Range<Decoration>[] = []
  for (const { from, to, isClosed } of regionsOf(view.state.doc.toString())) {
    marks.push(region.range(from - 2, isClosed ? to + 2 : to), brace.range(from - 2, from))
    if (isClosed) marks.push(brace.range(to, to + 2))
  }
  return Decoration.set(marks, true)
}

/** The second brace brings its partners, and what can be written between them is offered. */
function openBraces(view: EditorView, from: number, to: number, text: string): boolean {
  if (text !== '{' || from !== to || view.state.sliceDoc(from - 1, from) !== '{') return false
  if (isInBraces(view.state.doc.toString(), from - 1)) return false
  const isPaired = view.state.sliceDoc(to, to + 1) === '}'
  view.dispatch({
    changes: { from: from - 1, to: isPaired ? to + 1 : to, insert: '{{  }}' },
    selection: { anchor: from + 2 },
    userEvent: 'input.type',
  })
  startCompletion(view)
  return true
}

/** Puts code where it is dropped, or where the cursor is: bare within braces, with braces of its own elsewhere. */
export function insertCode(view: EditorView, code: string, at?: number): void {
  const { main } = view.state.selection
  const text = view.state.doc.toString()
  const isReplaced = at === undefined && !main.empty
  const landing = isReplaced ? { at: main.from, isBare: isInBraces(text, main.from) } : landingOf(text, at ?? main.head)
  const from = landing.at
  const insert = landing.isBare ? code : asExpression(code)
  view.dispatch({
    changes: { from, to: isReplaced ? main.to : from, insert },
    selection: { anchor: from + insert.length },
    userEvent: 'input.drop',
  })
  view.focus()
}
