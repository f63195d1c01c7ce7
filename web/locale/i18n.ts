import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { setDisplayLanguage } from '../lib/format.ts'
import { lengthened } from './disguise.ts'
import { en } from './en/index.ts'
import { type Catalogues, type Disguise, disguises, formatOf, isLanguage, type Language, languages } from './languages.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common'
    resources: typeof en
  }
}

const storageKey = 'steward.language'

/** English comes with the page; another language is a folder beside `en` with the same names, loaded when it is chosen. */
export async function startLanguage(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    defaultNS: 'common',
    ns: Object.keys(en),
    resources: { en },
    // React escapes what it draws.
    interpolation: { escapeValue: false },
  })
  const first = rememberedLanguage() ?? languageOfDevice()
  if (first !== 'en') await chooseLanguage(first)
}

/** Everything is told in this language from now on, in this browser. */
export async function chooseLanguage(language: Language | Disguise): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'common')) await load(language)
  await i18next.changeLanguage(language)
  setDisplayLanguage(formatOf(language))
  remember(language)
  if (typeof document === 'undefined') return
  document.documentElement.lang = language
  document.documentElement.dir = directionOf(language)
}

export const directionOf = (language: string): 'ltr' | 'rtl' => i18next.dir(language)

/** Whether English is shown in disguise. */
export const isDisguised = (): boolean => (disguises as readonly string[]).includes(i18next.language)

/** The language of a profile where it is one of ours, with or without a country. */
export function languageOf(tag: string | undefined): Language | undefined {
  const [language = ''] = (tag ?? '').toLowerCase().split('-')
  return Object.hasOwn(languages, language) ? (language as Language) : undefined
}

async function load(language: Language | Disguise): Promise<void> {
  const catalogues = await read(language)
  for (const [feature, words] of Object.entries(catalogues))
    i18next.addResourceBundle(language, feature, withFurtherForms(words as Words))
}

async function read(language: Language | Disguise): Promise<Partial<Catalogues>> {
  if (language === 'de') return (await import('./de/index.ts')).de
  if (language === 'es') return (await import('./es/index.ts')).es
  return language === 'en-XA' ? (mapWords(en, lengthened) as Catalogues) : en
}

type Words = { readonly [name: string]: string | Words }

function mapWords(words: Words, map: (text: string) => string): Words {
  const mapped = Object.entries(words).map(([name, value]) => [
    name,
    typeof value === 'string' ? map(value) : mapWords(value, map),
  ])
  return Object.fromEntries(mapped) as Words
}

const furtherForms = ['two', 'few', 'many'] as const

/** Spanish has a form of its own for millions, and Arabic, as which one disguise counts, has more: they read as the one for many. */
function withFurtherForms(words: Words): Words {
  const further = Object.entries(words).flatMap(([name, text]) =>
    name.endsWith('_other') ? furtherForms.map((form) => [name.replace(/_other$/, `_${form}`), text] as const) : [],
  )
  return { ...Object.fromEntries(further), ...words }
}

function rememberedLanguage(): Language | Disguise | undefined {
  try {
    const stored = localStorage.getItem(storageKey)
    return isLanguage(stored) ? stored : undefined
  } catch {
    return undefined
  }
}

function remember(language: Language | Disguise): void {
  try {
    localStorage.setItem(storageKey, language)
  } catch {
    // Then the profile says it again after the next sign-in.
  }
}

function languageOfDevice(): Language {
  const wished = typeof navigator === 'undefined' ? [] : (navigator.languages ?? [])
  return wished.map(languageOf).find((language) => language !== undefined) ?? 'en'
}
