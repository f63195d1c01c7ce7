import { javascriptLanguage } from '@codemirror/lang-javascript'
import { defineLanguageFacet, Language, languageDataProp } from '@codemirror/language'
import { type Input, NodeSet, NodeType, Parser, type PartialParse, parseMixed, Tree } from '@lezer/common'
import { styleTags, tags } from '@lezer/highlight'
import { regionsOf } from './regions.ts'

const data = defineLanguageFacet({ closeBrackets: { brackets: ['(', '[', '{', "'", '"', '`'] } })

const [top, code, brace] = [
  NodeType.define({ id: 0, name: 'Template', top: true, props: [[languageDataProp, data]] }),
  NodeType.define({ id: 1, name: 'Code' }),
  NodeType.define({ id: 2, name: 'Brace' }),
] as const
const nodeSet = new NodeSet([top, code, brace]).extend(styleTags({ Brace: tags.special(tags.brace) }))
const ids = { top: 0, code: 1, brace: 2 }

/** Each piece between braces is one expression of JavaScript. */
const expression = javascriptLanguage.parser.configure({ top: 'SingleExpression' })
const mixed = parseMixed((node) => (node.type.id === ids.code && node.from < node.to ? { parser: expression } : null))

/** Texts are short, so they are read anew with each change. */
class TemplateParse implements PartialParse {
  parsedPos = 0
  stoppedAt: number | null = null
  private readonly input: Input

  constructor(input: Input) {
    this.input = input
  }

  advance(): Tree {
    const { length } = this.input
    const buffer: number[] = []
    for (const { from, to, isClosed } of regionsOf(this.input.read(0, length))) {
      buffer.push(ids.brace, from - 2, from, 4, ids.code, from, to, 4)
      if (isClosed) buffer.push(ids.brace, to, to + 2, 4)
    }
    buffer.push(ids.top, 0, length, buffer.length + 4)
    this.parsedPos = length
    const built = Tree.build({ buffer, nodeSet, topID: ids.top, length })
    const inner = built.children[0]
    return inner instanceof Tree && inner.type.id === ids.top ? inner : built
  }

  stopAt(pos: number): void {
    this.stoppedAt = pos
  }
}

class TemplateParser extends Parser {
  createParse(...[input, fragments, ranges]: Parameters<Parser['createParse']>): PartialParse {
    return mixed(new TemplateParse(input), input, fragments, ranges)
  }
}

/** Text with `{{ … }}` in it, in which JavaScript is written. */
export const templateLanguage = new Language(data, new TemplateParser(), [], 'template')
