/** What a program says of itself, in words for people. Programs may say anything, so nothing is decided by it. */
export type DeviceWords = { readonly browser: string | null; readonly system: string | null; readonly isPhone: boolean }

/** In this order: most browsers also name the ones that they descend from. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
  [/\b(?:OPR|Opera)\//, 'Opera'],
  [/\bVivaldi\//, 'Vivaldi'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:HeadlessChrome|Chrome|CriOS|Chromium)\//, 'Chrome'],
  [/\bVersion\/[\d.]+.*\bSafari\//, 'Safari'],
  [/^curl\//, 'curl'],
  [/^node(?:-fetch)?\b|^undici\b/i, 'Node.js'],
  [/^python-requests\/|^Python\//, 'Python'],
]

const systems: readonly (readonly [RegExp, string])[] = [
  [/\bWindows NT\b/, 'Windows'],
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bMac OS X\b|\bMacintosh\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b|\bX11\b/, 'Linux'],
]

export function deviceWords(agent: string | null): DeviceWords {
  const text = agent ?? ''
  const named = (list: typeof browsers) => list.find(([pattern]) => pattern.test(text))?.[1] ?? null
  return { browser: named(browsers), system: named(systems), isPhone: /\bMobile\b|\biPhone\b/.test(text) }
}

/** `Firefox on Linux`, or what is known of it; null for a program that does not say what it is. */
export function describeDevice(agent: string | null): string | null {
  const { browser, system } = deviceWords(agent)
  const words = [browser, system].filter((word) => word !== null)
  return words.length === 0 ? null : words.join(' on ')
}
