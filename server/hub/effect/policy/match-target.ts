/** Whether a target is the host that a policy names, on any port, or, for `*.example.com`, one below it. */
export function matchesTarget(pattern: string, target: string): boolean {
  const found = plainHost(target)
  return pattern.startsWith('*.') ? found.endsWith(`.${plainHost(pattern.slice(2))}`) : found === plainHost(pattern)
}

/** The same few hosts are compared again and again, and to read one takes longer than all the rest. */
const known = new Map<string, string>()
const knownMax = 5_000

function plainHost(text: string): string {
  const found = known.get(text)
  if (found !== undefined) return found
  if (known.size >= knownMax) known.clear()
  const host = readHost(text)
  known.set(text, host)
  return host
}

/** A host as it would be called: capitals, letters beyond ASCII, encoded ones and a dot at the end make no other one of it. */
function readHost(text: string): string {
  const name = text.replaceAll(/[\t\n\r]/g, '').replace(/(?<=.):\d+$/, '')
  const address = /^https?:/i.test(name) ? name : isHost.test(name) ? `http://${name}` : ''
  return (URL.parse(address)?.hostname ?? name.toLowerCase()).replace(/\.$/, '')
}

/** What could only be a host: nothing in it that an address uses to begin a path or to name a person. */
const isHost = /^[^/?#@\\\s]+$/
