import { linter } from '@codemirror/lint'
import type { Extension } from '@codemirror/state'
import { completeExpression, type CompletionTools } from './complete.ts'
import { completing } from './open-editor.ts'

export const codeLanguages = ['javascript', 'json', 'sql', 'html', 'xml', 'graphql', 'markdown', 'text'] as const
export type CodeLanguage = (typeof codeLanguages)[number]

/** Completion looks at so much of the code before the cursor. */
const backMax = 2_000

/** Each language comes in a piece of its own, when a field needs it. */
export async function languageOf(language: CodeLanguage, tools: CompletionTools): Promise<Extension> {
  switch (language) {
    case 'javascript': {
      const { javascript } = await import('@codemirror/lang-javascript')
      const source = completeExpression(tools, ({ pos, state }) => {
        const from = Math.max(0, pos - backMax)
        return { code: state.sliceDoc(from, pos), from }
      })
      return [javascript(), completing(source)]
    }
    case 'json': {
      const { json, jsonParseLinter } = await import('@codemirror/lang-json')
      const check = jsonParseLinter()
      return [json(), linter((view) => (view.state.doc.toString().trim() === '' ? [] : check(view)), { delay: 300 })]
    }
    case 'sql': {
      const { PostgreSQL, sql } = await import('@codemirror/lang-sql')
      return sql({ dialect: PostgreSQL })
    }
    case 'html':
    case 'xml':
    case 'graphql':
    case 'markdown':
    case 'text':
    default:
      // Expressions in it are what matters; the rest is text.
      return (await import('./template-extension.ts')).template
  }
}
