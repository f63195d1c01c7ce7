import { isCode, isTest, type Rule } from './source.ts'

type Way = {
  /** As imported. */
  readonly module: RegExp
  /** Names of it that call nobody. */
  readonly harmless?: readonly string[]
  readonly allowed: RegExp
  readonly way: string
}

const guarded = 'calls to the outside go through #net, which keeps them from private and metadata addresses'

/** Everything that can open a connection. Who is allowed here calls what the operator's settings name, or hands the call to #net. */
const ways: readonly Way[] = [
  { module: /^undici$/, allowed: /^server\/(net\/|command\/installation-api\.ts)/, way: guarded },
  {
    module: /^(node:)?(http|https|http2|net|tls|dgram)$/,
    harmless: ['BlockList', 'checkServerIdentity', 'createServer', 'isIP', 'isIPv4', 'isIPv6', 'STATUS_CODES'],
    allowed: /^server\/(net|db)\//,
    way: guarded,
  },
  { module: /^mongodb$/, allowed: /^server\/target\/mongodb\//, way: 'databases that are queried are asked through #target' },
  { module: /^nodemailer$/, allowed: /^server\/mail\//, way: 'mails go through #mail' },
  {
    module: /^(openid-client|oauth4webapi)$/,
    allowed: /^server\/hub\/identity\/provider\//,
    way: `${guarded}; the ones that are allowed hand openid-client a fetch of #net`,
  },
  {
    module: /^@aws-sdk\//,
    allowed: /^server\/hub\/connector\/secret-source\//,
    way: 'secrets of others are fetched by their source',
  },
  { module: /^@opentelemetry\/exporter-/, allowed: /^server\/base\/spans\.ts$/, way: 'traces leave by server/base/spans.ts' },
  { module: /^(ws|axios|got|node-fetch|ky|superagent|needle)$/, allowed: /^$/, way: guarded },
]

const imported = /(?:import\s+(?!type\b)([\w$*{}\s,]+?)\s+from\s*|import\s*\(\s*|import\s+)['"]([^'"\n]+)['"]/g
/** Ways to call that need no import. `fetch(` itself is looked for among the globals. */
const unimported =
  /\bglobalThis\s*(?:\.\s*(?:fetch|WebSocket|EventSource)|\[)|\bnew\s+(?:WebSocket|EventSource)\b|\bcreateRemoteJWKSet\b/

export const outgoing: Rule = {
  name: 'calls to the outside go through #net',
  sees: (path) =>
    isCode(path) && !isTest(path) && /^(server|connectors|sdk)\//.test(path) && !/^server\/test\/|\.fixture\.ts$/.test(path),
  faults({ path, code, bare }) {
    const faults = [...code.matchAll(imported)].flatMap(([, names = '', module = '']) => {
      const found = ways.find((one) => one.module.test(module))
      if (found === undefined || found.allowed.test(path) || isHarmless(names, found.harmless)) return []
      return [`${path}: ${module} is not for this room; ${found.way}`]
    })
    return unimported.test(bare) ? [...faults, `${path}: this reaches the outside by itself; ${guarded}`] : faults
  },
}

function isHarmless(names: string, harmless: readonly string[] = []): boolean {
  const named = (/^\{([^}]*)\}$/.exec(names.trim())?.[1] ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && !name.startsWith('type '))
    .map((name) => name.split(/\s+as\s+/)[0] ?? '')
  // Importing everything, or for its effect, is never harmless.
  return named.length > 0 && named.every((name) => harmless.includes(name))
}
