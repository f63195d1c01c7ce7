import { Type } from 'typebox'

export const parameters = Type.Object({
  mode: Type.Union([Type.Literal('xmlToJson'), Type.Literal('jsonToxml')], { title: 'Mode', default: 'xmlToJson' }),
  dataPropertyName: Type.String({ title: 'Property name', description: 'Where the XML is, or goes.', default: 'data' }),
  options: Type.Partial(
    Type.Object({
      attrkey: Type.String({ title: 'Attribute key', default: '$' }),
      charkey: Type.String({ title: 'Character key', default: '_' }),
      explicitArray: Type.Boolean({ title: 'Explicit array', description: 'Child elements always in a list.', default: false }),
      explicitRoot: Type.Boolean({ title: 'Explicit root', default: true }),
      ignoreAttrs: Type.Boolean({ title: 'Ignore attributes', default: false }),
      mergeAttrs: Type.Boolean({ title: 'Merge attributes', default: true }),
      normalize: Type.Boolean({ title: 'Normalize', description: 'Trims white space inside text.', default: false }),
      normalizeTags: Type.Boolean({ title: 'Normalize tags', description: 'Lower case names.', default: false }),
      trim: Type.Boolean({ title: 'Trim', default: false }),
      allowSurrogateChars: Type.Boolean({ title: 'Allow surrogate characters', default: false }),
      cdata: Type.Boolean({ title: 'CDATA', description: 'Wraps text that would need escaping.', default: false }),
      headless: Type.Boolean({ title: 'Headless', description: 'Leaves out the XML declaration.', default: false }),
      rootName: Type.String({ title: 'Root name', default: 'root' }),
    }),
    { title: 'Options' },
  ),
})
