import { useMantineColorScheme } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { preferencesQuery, profileQuery } from '../api/profile.ts'
import { setDisplayZone } from '../lib/format.ts'

/** Lets the page look, and tell times, as the signed-in person wants it, in whatever browser they are. */
export function useOwnWays(): void {
  const { setColorScheme } = useMantineColorScheme()
  const theme = useQuery(preferencesQuery).data?.theme
  const zone = useQuery(profileQuery).data?.timezone
  // Set while rendering, so that the pages below tell times in it from the first moment they know it.
  setDisplayZone(zone ?? undefined)
  useEffect(() => {
    if (theme !== undefined) setColorScheme(theme)
  }, [theme, setColorScheme])
}
