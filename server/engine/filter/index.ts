export {
  classicTypes,
  meetsClassicCondition,
  meetsClassicConditions,
  type ClassicCondition,
  type ClassicConditions,
  type ClassicType,
} from './classic.ts'
export { meetsFilter, type Filter, type FilterCondition, type FilterContext, type FilterOptions } from './filter.ts'
export { arrayContains } from './operator.ts'
export { toPattern } from './pattern.ts'
