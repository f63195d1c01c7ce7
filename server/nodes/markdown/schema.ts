import { shown } from '@steward/sdk/form'
import { Type } from 'typebox'

const switches = {
  openLinksInNewWindow: Type.Boolean({ title: 'Automatic links to new window', default: false }),
  simplifiedAutoLink: Type.Boolean({ title: 'Automatic links', default: false }),
  backslashEscapesHTMLTags: Type.Boolean({ title: 'Backslash escapes HTML tags', default: false }),
  completeHTMLDocument: Type.Boolean({ title: 'Complete HTML document', default: false }),
  customizedHeaderId: Type.Boolean({ title: 'Customized header ID', default: false }),
  emoji: Type.Boolean({ title: 'Emoji support', default: false }),
  encodeEmails: Type.Boolean({ title: 'Encode emails', default: true }),
  excludeTrailingPunctuationFromURLs: Type.Boolean({ title: 'Exclude trailing punctuation from URLs', default: false }),
  ghCodeBlocks: Type.Boolean({ title: 'GitHub code blocks', default: true }),
  ghCompatibleHeaderId: Type.Boolean({ title: 'GitHub compatible header IDs', default: false }),
  ghMentions: Type.Boolean({ title: 'GitHub mentions', default: false }),
  tasklists: Type.Boolean({ title: 'GitHub task lists', default: false }),
  requireSpaceBeforeHeadingText: Type.Boolean({ title: 'Mandatory space before header', default: false }),
  literalMidWordAsterisks: Type.Boolean({ title: 'Middle word asterisks', default: false }),
  literalMidWordUnderscores: Type.Boolean({ title: 'Middle word underscores', default: false }),
  noHeaderId: Type.Boolean({ title: 'No header ID', default: false }),
  parseImgDimensions: Type.Boolean({ title: 'Parse image dimensions', default: false }),
  rawHeaderId: Type.Boolean({ title: 'Raw header ID', default: false }),
  rawPrefixHeaderId: Type.Boolean({ title: 'Raw prefix header ID', default: false }),
  simpleLineBreaks: Type.Boolean({ title: 'Simple line breaks', default: false }),
  smartIndentationFix: Type.Boolean({ title: 'Smart indentation fix', default: false }),
  disableForced4SpacesIndentedSublists: Type.Boolean({ title: 'Spaces indented sublists', default: false }),
  splitAdjacentBlockquotes: Type.Boolean({ title: 'Split adjacent blockquotes', default: false }),
  strikethrough: Type.Boolean({ title: 'Strikethrough', default: false }),
  tablesHeaderId: Type.Boolean({ title: 'Tables header ID', default: false }),
  tables: Type.Boolean({ title: 'Tables support', default: false }),
}

const pair = Type.Object({ pattern: Type.String({ title: 'Pattern' }), replacement: Type.String({ title: 'Replacement' }) })

const writing = {
  ghMentionsLink: Type.String({ title: 'GitHub mention link', default: 'https://github.com/{u}' }),
  prefixHeaderId: Type.String({ title: 'Prefix header ID', default: 'section' }),
  headerLevelStart: Type.Integer({ title: 'Header level start', default: 1 }),
}

const reading = {
  keepDataImages: Type.Boolean({ title: 'Keep images with data', default: false }),
  useLinkReferenceDefinitions: Type.Boolean({ title: 'Use link reference definitions', default: false }),
  bulletMarker: Type.String({ title: 'Bullet marker', default: '*' }),
  codeFence: Type.String({ title: 'Code block fence', default: '```' }),
  codeBlockStyle: Type.Union([Type.Literal('fence'), Type.Literal('indented')], {
    title: 'Style for code block',
    default: 'fence',
  }),
  emDelimiter: Type.String({ title: 'Emphasis delimiter', default: '_' }),
  strongDelimiter: Type.String({ title: 'Strong delimiter', default: '**' }),
  ignore: Type.String({ title: 'Ignored elements', description: 'Names, separated by commas.', default: '' }),
  blockElements: Type.String({ title: 'Treat as blocks', description: 'Names, separated by commas.', default: '' }),
  maxConsecutiveNewlines: Type.Integer({ title: 'Max consecutive new lines', default: 3 }),
  globalEscape: Type.Object({ value: pair }, { title: 'Global escape pattern' }),
  lineStartEscape: Type.Object({ value: pair }, { title: 'Line start escape pattern' }),
  textReplace: Type.Object({ values: Type.Array(pair) }, { title: 'Text replacement pattern' }),
}

export const parameters = Type.Object({
  mode: Type.Union([Type.Literal('htmlToMarkdown'), Type.Literal('markdownToHtml')], {
    title: 'Mode',
    default: 'htmlToMarkdown',
  }),
  ...shown({ mode: ['htmlToMarkdown'] }, { html: Type.String({ title: 'HTML', default: '', language: 'html' }) }),
  ...shown({ mode: ['markdownToHtml'] }, { markdown: Type.String({ title: 'Markdown', default: '', language: 'markdown' }) }),
  destinationKey: Type.String({ title: 'Destination key', default: 'data' }),
  options: Type.Partial(
    Type.Object({
      ...shown({ '/mode': ['markdownToHtml'] }, { ...switches, ...writing }),
      ...shown({ '/mode': ['htmlToMarkdown'] }, reading),
    }),
    { title: 'Options' },
  ),
})
