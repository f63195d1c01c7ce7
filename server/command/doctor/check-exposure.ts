import type { Settings } from '#base/settings'
import type { Finding } from './finding.ts'

/** What the settings open to others. */
export function checkExposure(settings: Settings): Finding[] {
  return [
    checkAddress(settings),
    checkProxy(settings),
    checkMetrics(settings),
    checkMail(settings),
    checkOutbound(settings),
    ...checkDatabaseUrls(settings),
    ...checkOwner(settings),
  ]
}

const isHere = (host: string) => /^(localhost|.+\.localhost|127(\.\d+){3}|::1|\[::1\])$/i.test(host)

/** Listens for others than this machine. A name that is not an address may be anything. */
const isReachable = ({ host }: Settings) => !isHere(host)

function checkAddress({ publicUrl }: Settings): Finding {
  const subject = 'public address'
  const { protocol, hostname } = new URL(publicUrl)
  if (protocol === 'https:') return { subject, state: 'fine', says: `${publicUrl} is encrypted on its way` }
  if (isHere(hostname)) return { subject, state: 'fine', says: `${publicUrl} is reached from this machine only` }
  return {
    subject,
    state: 'broken',
    says: `${publicUrl} is not encrypted: passwords, cookies and keys can be read on their way. Put a proxy with a certificate in front and set STEWARD_PUBLIC_URL to its https address`,
  }
}

const everybody = /^(0\.0\.0\.0\/0|::\/0|0\.0\.0\.0\/1|128\.0\.0\.0\/1|::\/1|8000::\/1)$/

function checkProxy({ trustProxy }: Settings): Finding {
  const subject = 'trusted proxies'
  const open = trustProxy.filter((one) => everybody.test(one))
  if (open.length > 0)
    return {
      subject,
      state: 'broken',
      says: `STEWARD_TRUST_PROXY holds ${open.join(', ')}, so everybody may say from where they come: limits, address lists of keys and the audit log believe it. Name the proxy's own address`,
    }
  const wide = trustProxy.filter((one) => isWide(one))
  if (wide.length > 0)
    return {
      subject,
      state: 'doubtful',
      says: `STEWARD_TRUST_PROXY holds ${wide.join(', ')}: every machine there may say from where it comes. Name the proxy's own address if you can`,
    }
  return { subject, state: 'fine', says: trustProxy.length === 0 ? 'none' : trustProxy.join(', ') }
}

function isWide(entry: string): boolean {
  if (entry === 'uniquelocal') return true
  const [network = '', prefix] = entry.split('/')
  return prefix !== undefined && Number(prefix) < (network.includes(':') ? 48 : 16)
}

function checkMetrics(settings: Settings): Finding {
  const subject = 'metrics'
  if (settings.metricsToken === undefined)
    return isReachable(settings)
      ? {
          subject,
          state: 'doubtful',
          says: `/metrics can be read by whoever reaches ${settings.host}:${settings.port}, names of routes and numbers of executions included. Set STEWARD_METRICS_TOKEN, or close the path in the proxy`,
        }
      : { subject, state: 'fine', says: 'open, to this machine only; a proxy in front should not pass /metrics on' }
  return settings.metricsToken.length < 20
    ? { subject, state: 'doubtful', says: 'STEWARD_METRICS_TOKEN can be guessed; make it 20 random characters or more' }
    : { subject, state: 'fine', says: 'closed with a token' }
}

function checkMail({ mail: { smtpUrl } }: Settings): Finding {
  const subject = 'mail'
  if (smtpUrl === undefined)
    return {
      subject,
      state: 'doubtful',
      says: 'mails are written to files in the data folder, links to reset passwords included, and reach nobody. Set STEWARD_SMTP_URL',
    }
  const { protocol, hostname } = new URL(smtpUrl)
  if (protocol === 'smtps:' || isHere(hostname)) return { subject, state: 'fine', says: `by ${hostname}` }
  return {
    subject,
    state: 'doubtful',
    says: `smtp://${hostname} changes to TLS only if the server offers it: somebody in between can take the offer away and read links that sign in. Use smtps:// if the server has it`,
  }
}

function checkOutbound({ denyPrivate }: Settings): Finding {
  const subject = 'calls of workflows'
  return denyPrivate
    ? { subject, state: 'fine', says: 'never to private addresses' }
    : {
        subject,
        state: 'doubtful',
        says: 'may go to private addresses, so whoever draws workflows reaches what this machine reaches. Set STEWARD_OUTBOUND_DENY_PRIVATE=true where that is not wanted (metadata addresses of clouds are never called)',
      }
}

function checkDatabaseUrls({ databaseUrl, hubDatabaseUrls }: Settings): Finding[] {
  const urls = [databaseUrl, ...Object.values(hubDatabaseUrls)].filter((url) => url !== undefined)
  const open = urls.map((url) => new URL(url)).filter((url) => !isHere(url.hostname) && !isEncrypted(url))
  return [...new Set(open.map((url) => url.host))].map((host) => ({
    subject: 'database',
    state: 'doubtful',
    says: `the way to ${host} may be unencrypted; add ?sslmode=verify-full to its address`,
  }))
}

const isEncrypted = (url: URL) => /^(require|verify-ca|verify-full)$/.test(url.searchParams.get('sslmode') ?? '')

function checkOwner({ owner }: Settings): Finding[] {
  if (owner === undefined) return []
  return [
    {
      subject: 'owner',
      state: 'doubtful',
      says: 'STEWARD_OWNER_PASSWORD is still set; it is needed for the first start only, and other programs of this user can read it',
    },
  ]
}
