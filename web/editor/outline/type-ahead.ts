/** Letters that follow each other within a moment are one beginning of a name. */
const pauseMs = 700

/** Gives what was typed so far, or undefined for a key that writes nothing. */
export function typeAhead(): (key: string, atMs: number) => string | undefined {
  let typed = ''
  let last = 0
  return (key, atMs) => {
    if (key.length !== 1 || key === ' ') return undefined
    typed = atMs - last > pauseMs ? key.toLowerCase() : typed + key.toLowerCase()
    last = atMs
    return typed
  }
}
