import helmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'

/**
 * What the pages of the web app may load: what comes from here, and no script or style that stands in the page
 * itself, so that injected markup stays text. Styles that the component library writes while it runs carry the
 * nonce of the page they run in. What it sets on elements goes by the object model, which no policy is asked about.
 */
export function pagePolicy({ nonce, secure }: { readonly nonce?: string; readonly secure: boolean }): string {
  return [
    "default-src 'self'",
    "script-src 'self'",
    "script-src-attr 'none'",
    nonce === undefined ? "style-src 'self'" : `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'none'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
    ...(secure ? ['upgrade-insecure-requests'] : []),
  ].join('; ')
}

/** Answers of the API are data: nothing in them may load or run anything. */
const dataPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** Of what browsers can give to pages, ours need the clipboard, to copy to it. */
const permissionsPolicy = [
  'accelerometer',
  'browsing-topics',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'hid',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'screen-wake-lock',
  'serial',
  'usb',
  'xr-spatial-tracking',
]
  .map((feature) => `${feature}=()`)
  .concat('clipboard-write=(self)')
  .join(', ')

/** Headers of every answer to people and API clients. Nothing is forced to HTTPS where the installation is reached over plain HTTP. */
export async function registerSecurityHeaders(app: FastifyInstance, secure: boolean): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: false,
    // Only this host: what else there is on the domain is not ours to decide about.
    strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    crossOriginEmbedderPolicy: false,
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    frameguard: { action: 'deny' },
    referrerPolicy: { policy: 'same-origin' },
  })
  app.addHook('onRequest', (_request, reply, done) => {
    reply.header('content-security-policy', dataPolicy)
    reply.header('permissions-policy', permissionsPolicy)
    done()
  })
}
