import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { EditorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'

/** Everything by our variables, so that one theme serves light and dark. */
const theme = EditorView.theme({
  '&': { height: '100%', color: 'var(--ink)', backgroundColor: 'var(--surface)', fontSize: '13px' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '22px', letterSpacing: '-0.015em', padding: '10px 0' },
  '.cm-content': { caretColor: 'var(--accent)', padding: '0' },
  '.cm-line': { padding: '0 20px 0 4px' },
  '.cm-cursor, .cm-dropCursor': { borderLeftColor: 'var(--accent)', borderLeftWidth: '2px' },
  '.cm-gutters': { backgroundColor: 'var(--surface)', color: 'var(--ink-3)', border: '0' },
  '.cm-lineNumbers .cm-gutterElement': { minWidth: '32px', padding: '0 10px 0 6px' },
  '.cm-activeLine': { backgroundColor: 'transparent' },
  '&.cm-focused .cm-activeLine': { backgroundColor: 'var(--hover)' },
  '.cm-activeLineGutter': { backgroundColor: 'transparent', color: 'var(--ink)' },
  '.cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': {
    background: 'color-mix(in srgb, var(--accent) 20%, transparent)',
  },
  '.cm-selectionMatch': { backgroundColor: 'color-mix(in srgb, var(--accent) 12%, transparent)' },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': {
    backgroundColor: 'transparent',
    boxShadow: 'inset 0 0 0 1px var(--line-2)',
    borderRadius: '3px',
  },
  '.cm-placeholder': { color: 'var(--ink-3)' },
  '.cm-column': { color: 'var(--code-key)' },
})

const floating = EditorView.theme({
  '.cm-tooltip': {
    backgroundColor: 'var(--raised)',
    color: 'var(--ink)',
    border: '1px solid var(--line)',
    borderRadius: '8px',
    boxShadow: 'var(--float)',
    overflow: 'hidden',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--mono)', fontSize: '12px', padding: '4px' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '3px 8px', borderRadius: '5px', lineHeight: '18px' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { backgroundColor: 'var(--press)', color: 'var(--ink)' },
  '.cm-completionDetail': { color: 'var(--ink-3)', fontStyle: 'normal', marginLeft: '12px' },
  '.cm-completionIcon': { display: 'none' },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '600' },
  '.cm-panels': { backgroundColor: 'var(--bg)', color: 'var(--ink)' },
  '.cm-panels.cm-panels-bottom': { borderTop: '1px solid var(--line)' },
  '.cm-searchMatch': { backgroundColor: 'var(--warn-soft)', outline: '1px solid var(--write-strip)' },
  '.cm-textfield': { backgroundColor: 'var(--surface)', border: '1px solid var(--line-2)', borderRadius: '6px' },
  '.cm-button': {
    backgroundImage: 'none',
    backgroundColor: 'var(--surface)',
    border: '1px solid var(--line-2)',
    borderRadius: '6px',
  },
})

const wave = (colour: string) => ({
  backgroundImage: 'none',
  textDecoration: `underline wavy ${colour} 1px`,
  textUnderlineOffset: '4px',
})
const dot = (colour: string) => ({
  content: '""',
  width: '8px',
  height: '8px',
  margin: '7px 3px',
  borderRadius: '50%',
  backgroundColor: colour,
})

/** Findings: a wavy line under what they are about, and a dot before it. */
const marks = EditorView.theme({
  '.cm-lintRange-info': wave('var(--running-strip)'),
  '.cm-lintRange-warning': wave('var(--write-strip)'),
  '.cm-lintRange-error': wave('var(--failed-strip)'),
  '.cm-lintRange-active': { backgroundColor: 'var(--hover)' },
  '.cm-gutter-lint': { width: '14px' },
  '.cm-gutter-lint .cm-gutterElement': { padding: '0' },
  '.cm-lint-marker-info': dot('var(--running-strip)'),
  '.cm-lint-marker-warning': dot('var(--write-strip)'),
  '.cm-lint-marker-error': dot('var(--failed-strip)'),
  '.cm-diagnostic': { padding: '6px 10px', borderLeft: '0', maxWidth: '420px', font: '400 12px/17px var(--sans)' },
})

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.controlKeyword], color: 'var(--code-kw)', fontWeight: '550' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--code-str)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--code-num)' },
  { tag: [tags.comment, tags.lineComment, tags.blockComment], color: 'var(--code-dim)' },
  { tag: [tags.typeName, tags.propertyName], color: 'var(--code-key)' },
])

/** The look of everything that is written in a code editor; one theme serves light and dark. */
export const codeLook = [theme, floating, marks, syntaxHighlighting(colours)]
