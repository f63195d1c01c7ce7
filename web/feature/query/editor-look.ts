import { syntaxTree } from '@codemirror/language'
import { Decoration, MatchDecorator, ViewPlugin, type DecorationSet, type EditorView, type ViewUpdate } from '@codemirror/view'
import { codeLook } from '../../ui/code-look.ts'

const column = new MatchDecorator({
  regexp: /(?<=[\w"]\.)[a-z_]\w*/gi,
  decoration: (_match, view, at) => {
    const { name } = syntaxTree(view.state).resolveInner(at, 1)
    // Not in a text or a comment, where a dot means something else.
    return name === 'Identifier' || name === 'Statement' ? Decoration.mark({ class: 'cm-column' }) : null
  },
})

/** `o.number`: the column in the colour of keys. */
const columns = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet
    constructor(view: EditorView) {
      this.decorations = column.createDeco(view)
    }
    update(update: ViewUpdate) {
      // The tree is made while one looks on.
      const isParsed = syntaxTree(update.startState) !== syntaxTree(update.state)
      this.decorations = isParsed ? column.createDeco(update.view) : column.updateDeco(update, this.decorations)
    }
  },
  { decorations: (plugin) => plugin.decorations },
)

export const editorLook = [codeLook, columns]
