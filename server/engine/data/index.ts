export { compareValues } from './compare.ts'
export {
  convertValue,
  describeValue,
  fieldTypes,
  toText,
  type Conversion,
  type ConversionOptions,
  type FieldType,
} from './convert.ts'
export { readDateTime } from './date-time.ts'
export { deepEqual, fuzzyEqual } from './equality.ts'
export { readFieldList } from './field-list.ts'
export { getPath, hasPath, parsePath, refuseName, setPath, unsetPath } from './path.ts'
export { parseRelaxed } from './relaxed-json.ts'
