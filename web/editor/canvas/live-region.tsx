import { useCallback, useState } from 'react'

type Announcement = { readonly sentence: string; readonly turn: number }

/** The same sentence twice is two announcements. */
export function useAnnouncement(): readonly [Announcement, (sentence: string) => void] {
  const [announcement, set] = useState<Announcement>({ sentence: '', turn: 0 })
  const announce = useCallback((sentence: string) => set(({ turn }) => ({ sentence, turn: turn + 1 })), [])
  return [announcement, announce]
}

/** Says what has happened to whoever cannot see it. */
export const LiveRegion = ({ sentence, turn }: Announcement) => (
  <div className="sr" role="status" aria-live="polite">
    <span key={turn}>{sentence}</span>
  </div>
)
