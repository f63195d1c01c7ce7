import { shown } from '@steward/sdk/form'
import { Type } from 'typebox'

const extraction = Type.Object({
  key: Type.String({ title: 'Key', description: 'The name of the value in the result.', default: '' }),
  cssSelector: Type.String({ title: 'CSS selector', default: '' }),
  returnValue: Type.Union([Type.Literal('text'), Type.Literal('html'), Type.Literal('attribute'), Type.Literal('value')], {
    title: 'Return value',
    default: 'text',
  }),
  ...shown({ returnValue: ['attribute'] }, { attribute: Type.String({ title: 'Attribute', default: '' }) }),
  ...shown(
    { returnValue: ['text'] },
    {
      skipSelectors: Type.String({
        title: 'Skip selectors',
        description: 'Elements to leave out of the text, separated by commas.',
        default: '',
      }),
    },
  ),
  returnArray: Type.Boolean({ title: 'Return array', description: 'All matches as a list.', default: false }),
})

const source = {
  sourceData: Type.Union([Type.Literal('json'), Type.Literal('binary')], { title: 'Source data', default: 'json' }),
  dataPropertyName: Type.String({ title: 'Property', description: 'Where the HTML is.', default: 'data' }),
  extractionValues: Type.Object({ values: Type.Array(extraction) }, { title: 'Extraction values' }),
}

const extractOptions = {
  trimValues: Type.Boolean({ title: 'Trim values', default: true }),
  cleanUpText: Type.Boolean({ title: 'Clean up text', description: 'Takes out line breaks and repeated spaces.', default: true }),
}

export const extractParameters = Type.Object({
  ...source,
  options: Type.Partial(Type.Object({ trimValues: extractOptions.trimValues }), { title: 'Options' }),
})

export const htmlParameters = Type.Object({
  operation: Type.Union(
    [Type.Literal('generateHtmlTemplate'), Type.Literal('extractHtmlContent'), Type.Literal('convertToHtmlTable')],
    { title: 'Operation', default: 'generateHtmlTemplate' },
  ),
  ...shown(
    { operation: ['generateHtmlTemplate'] },
    { html: Type.String({ title: 'HTML template', default: '', language: 'html' }) },
  ),
  ...shown({ operation: ['extractHtmlContent'] }, source),
  options: Type.Partial(
    Type.Object({
      ...shown({ '/operation': ['extractHtmlContent'] }, extractOptions),
      ...shown(
        { '/operation': ['convertToHtmlTable'] },
        {
          capitalize: Type.Boolean({ title: 'Capitalize headers', default: false }),
          customStyling: Type.Boolean({ title: 'Custom styling', default: false }),
          caption: Type.String({ title: 'Caption', default: '' }),
          tableAttributes: Type.String({ title: 'Table attributes', default: '' }),
          headerAttributes: Type.String({ title: 'Header attributes', default: '' }),
          rowAttributes: Type.String({ title: 'Row attributes', default: '' }),
          cellAttributes: Type.String({ title: 'Cell attributes', default: '' }),
        },
      ),
    }),
    { title: 'Options' },
  ),
})
