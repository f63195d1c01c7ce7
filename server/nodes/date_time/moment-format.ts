import type { DateTime } from 'luxon'

/** `[text]`, `\x` or a token, longest first. Everything else stands for itself. */
const tokens =
  /\[([^\]]*)\]|\\(.)|(YYYYYY|YYYYY|YYYY|YY|Y|MMMM|MMM|MM|Mo|M|DDDD|DDDo|DDD|DD|Do|D|dddd|ddd|dd|do|d|gggg|gg|GGGG|GG|Qo|Q|ww|wo|w|WW|Wo|W|HH|H|hh|h|kk|k|mm|m|ss|s|S{1,9}|zz|z|ZZ|Z|A|a|X|x|e|E|LTS|LT|LLLL|LLL|LL|L|llll|lll|ll|l|N{1,5})/g

/** Tokens that the other dialect of format writes differently; the rest are the same in both. */
const asLuxon: Readonly<Record<string, string>> = {
  YYYY: 'yyyy',
  YYYYY: 'yyyyy',
  YYYYYY: 'yyyyyy',
  Y: 'y',
  YY: 'yy',
  MMMM: 'LLLL',
  MMM: 'LLL',
  MM: 'LL',
  M: 'L',
  DD: 'dd',
  D: 'd',
  DDDD: 'ooo',
  DDD: 'o',
  dddd: 'cccc',
  ddd: 'ccc',
  E: 'c',
  GGGG: 'kkkk',
  GG: 'kk',
  Q: 'q',
  WW: 'WW',
  W: 'W',
  A: 'a',
  Z: 'ZZ',
  ZZ: 'ZZZ',
  zz: 'ZZZZZ',
  z: 'ZZZZ',
  L: "LL'/'dd'/'yyyy",
  l: "L'/'d'/'yyyy",
  LL: "LLLL d',' yyyy",
  ll: "LLL d',' yyyy",
  LLL: "LLLL d',' yyyy h':'mm a",
  lll: "LLL d',' yyyy h':'mm a",
  LLLL: "cccc',' LLLL d',' yyyy h':'mm a",
  llll: "ccc',' LLL d',' yyyy h':'mm a",
  LT: "h':'mm a",
  LTS: "h':'mm':'ss a",
}

const ordinal = (number: number) => {
  const tens = number % 100
  const suffix = tens > 10 && tens < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th')
  return `${number}${suffix}`
}

/** Weeks that begin on Sunday; the first is the one with 1 January in it. */
function sundayWeek(moment: DateTime): { year: number; week: number } {
  const saturday = moment.plus({ days: 6 - (moment.weekday % 7) })
  return { year: saturday.year, week: Math.floor((saturday.ordinal - 1) / 7) + 1 }
}

const special: Readonly<Record<string, (moment: DateTime) => string>> = {
  Mo: (moment) => ordinal(moment.month),
  Do: (moment) => ordinal(moment.day),
  DDDo: (moment) => ordinal(moment.ordinal),
  do: (moment) => ordinal(moment.weekday % 7),
  Qo: (moment) => ordinal(moment.quarter),
  wo: (moment) => ordinal(sundayWeek(moment).week),
  Wo: (moment) => ordinal(moment.weekNumber),
  dd: (moment) => moment.toFormat('ccc', { locale: 'en' }).slice(0, 2),
  d: (moment) => String(moment.weekday % 7),
  e: (moment) => String(moment.weekday % 7),
  gggg: (moment) => String(sundayWeek(moment).year).padStart(4, '0'),
  gg: (moment) => String(sundayWeek(moment).year % 100).padStart(2, '0'),
  ww: (moment) => String(sundayWeek(moment).week).padStart(2, '0'),
  w: (moment) => String(sundayWeek(moment).week),
  kk: (moment) => String(moment.hour === 0 ? 24 : moment.hour).padStart(2, '0'),
  k: (moment) => String(moment.hour === 0 ? 24 : moment.hour),
  a: (moment) => (moment.hour < 12 ? 'am' : 'pm'),
}

/** Writes a moment in the format dialect of version 1 of the node (`YYYY-MM-DD`). */
export function formatMoment(moment: DateTime, format: string): string {
  return format.replaceAll(tokens, (whole, literal?: string, escaped?: string) => {
    if (literal !== undefined || escaped !== undefined) return literal ?? escaped ?? ''
    if (/^S+$/.test(whole)) return String(moment.millisecond).padStart(3, '0').padEnd(9, '0').slice(0, whole.length)
    return special[whole]?.(moment) ?? moment.toFormat(asLuxon[whole] ?? whole, { locale: 'en-US' })
  })
}

/** The same format in the dialect that can also read dates. */
export function luxonFormat(format: string): string {
  const quoted = (text: string) => (text === '' ? '' : `'${text.replaceAll("'", '')}'`)
  let result = ''
  let last = 0
  for (const match of format.matchAll(tokens)) {
    const [whole, literal, escaped] = match
    result += quoted(format.slice(last, match.index))
    last = match.index + whole.length
    if (literal !== undefined || escaped !== undefined) result += quoted(literal ?? escaped ?? '')
    else if (/^S+$/.test(whole)) result += whole.length === 3 ? 'SSS' : 'u'
    else result += whole === 'a' ? 'a' : whole === 'Do' ? 'd' : (asLuxon[whole] ?? whole)
  }
  return result + quoted(format.slice(last))
}
