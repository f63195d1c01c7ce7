import { useCallback, useState } from 'react'

/** A choice that this browser remembers. Storage may be switched off or hold anything, so both are survived. */
export function usePreference<const T extends string>(
  key: string,
  choices: readonly T[],
  fallback: NoInfer<T>,
): readonly [T, (value: T) => void] {
  const [value, setValue] = useState<T>(() => {
    const stored = read(key)
    return choices.find((choice) => choice === stored) ?? fallback
  })
  const set = useCallback(
    (next: T) => {
      setValue(next)
      try {
        localStorage.setItem(`steward.${key}`, next)
      } catch {
        // Not remembered then.
      }
    },
    [key],
  )
  return [value, set]
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(`steward.${key}`)
  } catch {
    return null
  }
}
