import { shown } from '@steward/sdk/form'
import { Type } from 'typebox'

export const parameters = Type.Object({
  mode: Type.Union([Type.Literal('xmlToJson', { title: 'XML to JSON' }), Type.Literal('jsonToxml', { title: 'JSON to XML' })], {
    title: 'Mode',
    default: 'xmlToJson',
  }),
  dataPropertyName: Type.String({ title: 'Property name', description: 'Where the XML is, or goes.', default: 'data' }),
  options: Type.Partial(
    Type.Object({
      attrkey: Type.String({ title: 'Attribute key', default: '$' }),
      charkey: Type.String({ title: 'Character key', default: '_' }),
      ...shown(
        { '/mode': ['xmlToJson'] },
        {
          explicitArray: Type.Boolean({
            title: 'Explicit array',
            description: 'Child elements always in a list.',
            default: false,
          }),
        },
      ),
      ...shown({ '/mode': ['xmlToJson'] }, { explicitRoot: Type.Boolean({ title: 'Explicit root', default: true }) }),
      ...shown({ '/mode': ['xmlToJson'] }, { ignoreAttrs: Type.Boolean({ title: 'Ignore attributes', default: false }) }),
      ...shown({ '/mode': ['xmlToJson'] }, { mergeAttrs: Type.Boolean({ title: 'Merge attributes', default: true }) }),
      ...shown(
        { '/mode': ['xmlToJson'] },
        { normalize: Type.Boolean({ title: 'Normalize', description: 'Trims white space inside text.', default: false }) },
      ),
      ...shown(
        { '/mode': ['xmlToJson'] },
        { normalizeTags: Type.Boolean({ title: 'Normalize tags', description: 'Lower case names.', default: false }) },
      ),
      ...shown({ '/mode': ['xmlToJson'] }, { trim: Type.Boolean({ title: 'Trim', default: false }) }),
      ...shown(
        { '/mode': ['jsonToxml'] },
        { allowSurrogateChars: Type.Boolean({ title: 'Allow surrogate characters', default: false }) },
      ),
      ...shown(
        { '/mode': ['jsonToxml'] },
        { cdata: Type.Boolean({ title: 'CDATA', description: 'Wraps text that would need escaping.', default: false }) },
      ),
      ...shown(
        { '/mode': ['jsonToxml'] },
        { headless: Type.Boolean({ title: 'Headless', description: 'Leaves out the XML declaration.', default: false }) },
      ),
      ...shown({ '/mode': ['jsonToxml'] }, { rootName: Type.String({ title: 'Root name', default: 'root' }) }),
    }),
    { title: 'Options' },
  ),
})
