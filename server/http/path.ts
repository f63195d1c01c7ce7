import { httpError } from './errors.ts'

/** Their last part belongs to the user, so an encoded slash in it may be meant; no permission hangs on it. */
const open = /^\/(webhook|webhook-test|form|form-waiting|webhook-waiting|approve)\//

/**
 * Refuses spellings of a path that a proxy, a router and a check might read
 * differently. Nothing of ours needs them, so they are an attempt or a mistake.
 */
export function refuseTrickyPath(url: string): void {
  if (open.test(url)) return
  const path = url.split(/[?#]/, 1)[0] ?? ''
  if (/\/\/|\\|%2f|%5c|%00|(^|\/)(\.|%2e){1,2}(\/|$)/i.test(path)) throw httpError.bad_path()
}
