import type { Catalogues } from '../languages.ts'

export const es: Partial<Catalogues> = {}
