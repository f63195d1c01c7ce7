import type { Catalogues } from '../languages.ts'

export const de: Partial<Catalogues> = {}
