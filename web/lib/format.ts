let displayLanguage = 'en-GB'

/** In which language dates and numbers are written from now on, as a BCP 47 tag. */
export function setDisplayLanguage(tag: string): void {
  displayLanguage = tag
}

/** As people write them in their language; for lists, names of languages, currencies and the like. */
export const displayTag = (): string => displayLanguage

const decimal = (value: number, digits: number): string =>
  new Intl.NumberFormat(displayLanguage, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    useGrouping: false,
  }).format(value)

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

/** `640 ms`, `1.9 s`, `38 s`, `4 m 12 s`, `2 h 5 m`: at most two parts, and no more digits than anybody reads. */
export function formatDuration(ms: number | null | undefined): string {
  if (ms === null || ms === undefined || !Number.isFinite(ms)) return '–'
  if (ms < 1) return '<1 ms'
  if (ms < second) return `${Math.round(ms)} ms`
  if (ms < 10 * second) return `${decimal(ms / second, 1)} s`
  if (ms < minute) return `${Math.round(ms / second)} s`
  if (ms < hour) return pair(ms, [minute, 'm'], [second, 's'])
  if (ms < day) return pair(ms, [hour, 'h'], [minute, 'm'])
  return pair(ms, [day, 'd'], [hour, 'h'])
}

type Unit = readonly [ms: number, sign: string]

function pair(ms: number, [big, bigUnit]: Unit, [small, smallUnit]: Unit): string {
  const whole = Math.floor(ms / big)
  const rest = Math.floor((ms % big) / small)
  return rest === 0 ? `${whole} ${bigUnit}` : `${whole} ${bigUnit} ${rest} ${smallUnit}`
}

/** How long ago, in the one largest unit: `8 s`, `21 min`, `6 h`, `3 d`. */
export function formatAge(from: string | null | undefined, nowMs: number): string {
  if (from === null || from === undefined) return ''
  const ms = Math.max(0, nowMs - Date.parse(from))
  if (ms < minute) return `${Math.floor(ms / second)} s`
  if (ms < hour) return `${Math.floor(ms / minute)} min`
  if (ms < day) return `${Math.floor(ms / hour)} h`
  return `${Math.floor(ms / day)} d`
}

/** Thousands are set apart by a narrow space, as the design asks, in every language. */
export const formatCount = (value: number): string => new Intl.NumberFormat('en').format(value).replaceAll(',', '\u202f')

/** `99.1 %`; never rounds up to a hundred when something failed. */
export function formatShare(part: number, whole: number): string {
  if (whole === 0) return '–'
  const share = (part / whole) * 100
  if (part === whole) return '100 %'
  return `${decimal(Math.floor(share * 10) / 10, 1)} %`
}

/** `+6 %` against the time before; nothing to compare with gives nothing. */
export function formatChange(now: number, before: number): string {
  if (before === 0) return ''
  const change = Math.round(((now - before) / before) * 100)
  return `${change > 0 ? '+' : change < 0 ? '−' : '±'}${Math.abs(change)} %`
}

export function formatBytes(bytes: number | undefined): string {
  if (bytes === undefined) return ''
  if (bytes < 1000) return `${bytes} B`
  if (bytes < 1_000_000) return `${decimal(bytes / 1000, 1)} kB`
  return `${decimal(bytes / 1_000_000, 1)} MB`
}

let displayZone: string | undefined

/** In which time zone times are told from now on: that of the device without one. */
export function setDisplayZone(zone: string | undefined): void {
  displayZone = zone
}

const inZone = (time: Date, options: Intl.DateTimeFormatOptions): string =>
  time.toLocaleString(displayLanguage, displayZone === undefined ? options : { ...options, timeZone: displayZone })

const dateOf = (time: Date): string => inZone(time, { year: 'numeric', month: 'numeric', day: 'numeric' })
const yearOf = (time: Date): string => inZone(time, { year: 'numeric' })

/** `Today, 09:20:00`, or with the date; the full form with the zone is for the tooltip. */
export function formatTime(at: string, now: Date, today: string): string {
  const time = new Date(at)
  const clock = inZone(time, { hour: '2-digit', minute: '2-digit', second: '2-digit' })
  if (dateOf(time) === dateOf(now)) return `${today}, ${clock}`
  const year = yearOf(time) === yearOf(now) ? {} : ({ year: 'numeric' } as const)
  return `${inZone(time, { day: 'numeric', month: 'short', ...year })}, ${clock}`
}

/** `5 Dec 2026`. */
export const formatDay = (at: string): string => inZone(new Date(at), { day: 'numeric', month: 'short', year: 'numeric' })

export const formatFullTime = (at: string): string => inZone(new Date(at), { dateStyle: 'full', timeStyle: 'long' })

/** The end of an id tells executions apart; ids of one moment begin alike. */
export const shortId = (id: string): string => id.slice(-6)

export function initials(name: string): string {
  const words = name.trim().split(/\s+/)
  const letters = words.length > 1 ? [words[0]?.[0], words.at(-1)?.[0]] : [words[0]?.[0], words[0]?.[1]]
  return letters.join('').toUpperCase()
}
