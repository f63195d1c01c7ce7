import { NodeHtmlMarkdown, type NodeHtmlMarkdownOptions } from 'node-html-markdown'
import showdown from 'showdown'

export type MarkdownWork =
  | { readonly mode: 'markdownToHtml'; readonly source: string; readonly options: Record<string, unknown> }
  | { readonly mode: 'htmlToMarkdown'; readonly source: string; readonly options: Record<string, unknown> }

/** Converts texts, one after the other. Runs in a side process: there are texts that keep the parser busy for ever. */
export default function convertAll(work: readonly MarkdownWork[]): string[] {
  return work.map(({ mode, source, options }) =>
    mode === 'markdownToHtml'
      ? new showdown.Converter(options as showdown.ConverterOptions).makeHtml(source)
      : NodeHtmlMarkdown.translate(source, options as Partial<NodeHtmlMarkdownOptions>),
  )
}
