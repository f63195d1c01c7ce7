import type { Pattern } from 'acorn'
import { ExpressionError } from '../error.ts'
import type { Names } from './names.ts'

/** Makes room for every name that a pattern declares. */
export function declarePattern(pattern: Pattern, names: Names, constant = false): void {
  switch (pattern.type) {
    case 'Identifier':
      names.declare(pattern.name, constant)
      return
    case 'ArrayPattern':
      for (const element of pattern.elements) if (element !== null) declarePattern(element, names, constant)
      return
    case 'ObjectPattern':
      for (const property of pattern.properties) {
        declarePattern(property.type === 'RestElement' ? property.argument : property.value, names, constant)
      }
      return
    case 'AssignmentPattern':
      declarePattern(pattern.left, names, constant)
      return
    case 'RestElement':
      declarePattern(pattern.argument, names, constant)
      return
    case 'MemberExpression':
      throw new ExpressionError('invalid syntax')
  }
}
