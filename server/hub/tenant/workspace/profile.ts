import { type BusinessHours, type WorkspaceProfile, weekdays } from '@steward/contract/api/workspace'
import { tenantError } from '../errors.ts'

const currencies = new Set(Intl.supportedValuesOf('currency'))

/** Refuses what the shape of a profile cannot: time zones, currencies and languages that do not exist, hours that make no sense. */
export function checkProfile(profile: Partial<WorkspaceProfile>): void {
  const { website, timezone, currency, language, businessHours } = profile
  if (website) refuseUnless(isWebAddress(website), 'profile.website', 'is no address that begins with http:// or https://')
  if (timezone) refuseUnless(isTimeZone(timezone), 'profile.timezone', 'is no time zone such as Europe/Vienna')
  if (currency) refuseUnless(currencies.has(currency), 'profile.currency', 'is no currency such as EUR')
  if (language) refuseUnless(isLanguage(language), 'profile.language', 'is no language such as en or de-AT')
  if (businessHours) checkBusinessHours(businessHours)
}

function refuseUnless(isGood: boolean, field: string, reason: string): void {
  if (!isGood) throw tenantError.bad_profile({ field, reason })
}

function isWebAddress(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, username, password } = new URL(text)
  return (protocol === 'https:' || protocol === 'http:') && username === '' && password === ''
}

/** Names only: an offset such as +01:00 knows no summer time. */
function isTimeZone(name: string): boolean {
  if (/^[+-]/.test(name)) return false
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

function isLanguage(tag: string): boolean {
  try {
    const [canonical] = Intl.getCanonicalLocales(tag)
    return canonical === tag && new Intl.DisplayNames('en', { type: 'language', fallback: 'none' }).of(tag) !== undefined
  } catch {
    return false
  }
}

type Intervals = readonly { readonly from: string; readonly to: string }[]

function checkBusinessHours({ days, holidays = [] }: BusinessHours): void {
  for (const day of weekdays) checkIntervals(days[day] ?? [], `profile.businessHours.days.${day}`)
  const dates = new Set<string>()
  for (const [index, { date, intervals = [] }] of holidays.entries()) {
    const field = `profile.businessHours.holidays.${index}`
    refuseUnless(isDate(date), field, `${date} is no day of the calendar`)
    refuseUnless(!dates.has(date), field, `${date} is there twice`)
    dates.add(date)
    checkIntervals(intervals, field)
  }
}

function checkIntervals(intervals: Intervals, field: string): void {
  for (const [index, { from, to }] of intervals.entries()) {
    // Times of two digits each compare as texts.
    refuseUnless(from < to, field, `${from} to ${to} does not end after it begins`)
    const before = intervals[index - 1]
    refuseUnless(before === undefined || before.to <= from, field, `${from} to ${to} begins before the hours in front of it end`)
  }
}

function isDate(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}
