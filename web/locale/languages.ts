import type { en } from './en/index.ts'

/** The catalogues of a language: the same features and names as in English. */
export type Catalogues = Words<typeof en>
type Words<T> = T extends string ? string : { readonly [Name in keyof T]: Words<T[Name]> }

/** Languages that people choose from, by the name they have for themselves. */
export const languages = { en: 'English', de: 'Deutsch', es: 'Español' } as const
export type Language = keyof typeof languages

/**
 * English in disguise, to see what other languages do to the pages: `en-XA` is longer by two fifths and has accents,
 * `ar-XB` is written from right to left. Chosen by `steward.language` in the storage of the browser.
 */
export const disguises = ['en-XA', 'ar-XB'] as const
export type Disguise = (typeof disguises)[number]

export const isLanguage = (value: unknown): value is Language | Disguise =>
  typeof value === 'string' && (Object.hasOwn(languages, value) || (disguises as readonly string[]).includes(value))

/** What dates and numbers are written by. */
export const formatOf = (language: Language | Disguise): string =>
  language === 'de' ? 'de-DE' : language === 'es' ? 'es-ES' : 'en-GB'
