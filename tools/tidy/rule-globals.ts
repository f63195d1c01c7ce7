import { isCode, isTest, type Rule } from './source.ts'

type Global = {
  readonly pattern: RegExp
  readonly name: string
  readonly where: RegExp
  readonly allowed: RegExp
  readonly way: string
}

/** Things that are in reach everywhere and belong in one room. */
const globals: readonly Global[] = [
  {
    name: 'fetch',
    pattern: /(?<![.\w#])fetch\(/,
    where: /^(server|connectors|sdk|web)\//,
    allowed: /^(server\/net\/|web\/api\/|sdk\/client)/,
    way: 'use #net in the server, the client in the web app',
  },
  {
    name: 'process.env',
    pattern: /\bprocess\.env\b/,
    where: /^(server|connectors|sdk|contract|web)\//,
    // The embedded database and the workers are processes of their own, which are handed an environment.
    allowed: /^server\/(base\/|command\/|main\.ts|db\/embedded\/|engine\/worker\/worker-process\.ts)|^web\/vite\.config\.ts/,
    way: 'add it to server/base/settings.ts and pass the value in',
  },
  {
    name: 'the clock',
    pattern: /\bDate\.now\(|\bnew Date\(\s*\)/,
    where: /^(server\/nodes|server\/hub|connectors|contract)\//,
    // Leases and timers live by the clock itself.
    allowed: /\.(routes|jobs)\.tsx?$|^server\/hub\/execution\/(worker|lease-age)\.ts$/,
    way: 'take the time from the scope, the call or an argument',
  },
]

export const globalsInTheirRoom: Rule = {
  name: 'globals stay in their room',
  sees: (path) => isCode(path) && !isTest(path) && globals.some(({ where }) => where.test(path)),
  faults({ path, bare }) {
    return globals
      .filter(({ where, allowed, pattern }) => where.test(path) && !allowed.test(path) && pattern.test(bare))
      .map(({ name, way }) => `${path}: ${name} is not for this room; ${way}`)
  },
}
