import { Type } from 'typebox'
import type { RateClass } from '#http'
import { accessConfig } from '#hub/access'
import { type ConfigKey, defineConfig } from '#hub/config'
import { slackConfig } from '#hub/effect'
import { executionConfig } from '#hub/execution'
import { identityConfig } from '#hub/identity'
import { tenantConfig } from '#hub/tenant'

const PerMinute = Type.Integer({ minimum: 0, maximum: 1_000_000 })

/** How often one caller may ask per minute, by class of route. Declared here because HTTP knows no hub. */
export const rateLimits = defineConfig({
  key: 'http.rate_limits',
  title: 'Requests per minute',
  description:
    'How many requests each process takes per minute. By address: "sign_in" for signing in and everything else that is sent without a sign-in, "open" for what anybody can read. By session, key or client: "read", "write", "upload" and "export" of the API. By webhook: "webhook". 0 means without limit.',
  category: 'Limits',
  schema: Type.Object(
    {
      sign_in: PerMinute,
      open: PerMinute,
      read: PerMinute,
      write: PerMinute,
      upload: PerMinute,
      export: PerMinute,
      webhook: PerMinute,
    } satisfies Record<RateClass, unknown>,
    { additionalProperties: false },
  ),
  default: { sign_in: 60, open: 300, read: 3_000, write: 1_200, upload: 120, export: 60, webhook: 600_000 },
})

/** Every key of the product: what is in this list can be seen and set by people. */
export const configKeys: readonly ConfigKey[] = [
  ...identityConfig,
  ...tenantConfig,
  ...slackConfig,
  rateLimits,
  ...executionConfig,
  ...accessConfig,
]
