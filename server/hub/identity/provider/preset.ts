import type { ProviderKind } from '@steward/contract/api/provider'
import { isIP } from 'node:net'
import { identityError } from '../errors.ts'

/** What is special about a service; everything else is asked of it when it is used. */
export type Preset = {
  /** Undefined: whoever adds the provider has to say. */
  readonly issuer: string | undefined
  /** Whether another issuer may be given: a server of one's own. */
  readonly isElsewhereToo: boolean
  readonly scopes: readonly string[]
  /** Whether it speaks OpenID Connect; GitHub speaks OAuth only. */
  readonly hasIdToken: boolean
  /** How it is asked to have the person prove anew who they are. */
  readonly promptAgain: string
}

const openId = ['openid', 'email', 'profile'] as const

export const presets: Readonly<Record<ProviderKind, Preset>> = {
  oidc: { issuer: undefined, isElsewhereToo: true, scopes: openId, hasIdToken: true, promptAgain: 'login' },
  google: {
    issuer: 'https://accounts.google.com',
    isElsewhereToo: false,
    scopes: openId,
    hasIdToken: true,
    promptAgain: 'select_account',
  },
  github: {
    issuer: 'https://github.com',
    isElsewhereToo: true,
    scopes: ['read:user', 'user:email'],
    hasIdToken: false,
    promptAgain: 'select_account',
  },
  gitlab: { issuer: 'https://gitlab.com', isElsewhereToo: true, scopes: openId, hasIdToken: true, promptAgain: 'login' },
  microsoft: { issuer: undefined, isElsewhereToo: true, scopes: openId, hasIdToken: true, promptAgain: 'login' },
}

/** Everybody in the world can have an account there, with an address of their choice. */
const everybodys = /^\/(common|organizations|consumers)(\/|$)/

/** The issuer of a new provider, as it is stored. Refuses what is none, and what could be read on its way. */
export function readIssuer(kind: ProviderKind, given: string | undefined): string {
  const preset = presets[kind]
  if (!preset.isElsewhereToo && given !== undefined && given !== preset.issuer)
    throw identityError.provider_issuer_refused({ reason: `it is always ${preset.issuer}.` })
  const text = (given ?? preset.issuer ?? '').trim()
  const url = URL.parse(text)
  if (url === null)
    throw identityError.provider_issuer_refused({ reason: 'write a whole address such as https://login.example.com.' })
  if (url.username !== '' || url.search !== '' || url.hash !== '')
    throw identityError.provider_issuer_refused({ reason: 'it may hold no user, no query and no fragment.' })
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isThisMachine(url.hostname)))
    throw identityError.provider_issuer_refused({ reason: 'it has to begin with https://.' })
  if (kind === 'microsoft' && everybodys.test(url.pathname))
    throw identityError.provider_issuer_refused({ reason: 'name your own tenant, not common, organizations or consumers.' })
  return text.replace(/\/$/, url.pathname === '/' ? '' : '/')
}

/** What does not leave this machine cannot be read on its way. */
export function isThisMachine(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, '')
  return name === 'localhost' || name === '::1' || (isIP(name) === 4 && name.startsWith('127.'))
}
