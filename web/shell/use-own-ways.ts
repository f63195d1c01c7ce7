import { useMantineColorScheme } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { preferencesQuery, profileQuery } from '../api/profile.ts'
import { setDisplayZone } from '../lib/format.ts'
import { chooseLanguage, isDisguised, languageOf } from '../locale/i18n.ts'
import type { Language } from '../locale/languages.ts'

/** Lets the page look, and tell times, as the signed-in person wants it, in whatever browser they are. */
export function useOwnWays(): void {
  const { setColorScheme } = useMantineColorScheme()
  const theme = useQuery(preferencesQuery).data?.theme
  const profile = useQuery(profileQuery).data
  const zone = profile?.timezone
  // Until the profile is changed for the first time its language is nobody's choice.
  const language = profile === undefined || profile.version === 0 ? undefined : languageOf(profile.language)
  // Set while rendering, so that the pages below tell times in it from the first moment they know it.
  setDisplayZone(zone ?? undefined)
  useEffect(() => {
    if (theme !== undefined) setColorScheme(theme)
  }, [theme, setColorScheme])
  const latest = useRef<Language>(undefined)
  useEffect(() => {
    // Only what the profile says anew counts: a language in disguise stays until another one is chosen.
    const isFirst = latest.current === undefined && isDisguised()
    if (language === undefined || language === latest.current) return
    latest.current = language
    if (!isFirst) void chooseLanguage(language)
  }, [language])
}
