import { Type } from 'typebox'
import { type ConfigKey, defineConfig } from '#hub/config'
import { identityConfig } from '#hub/identity'
import { tenantConfig } from '#hub/tenant'

const PerMinute = Type.Integer({ minimum: 0, maximum: 1_000_000 })

/** How often one caller may ask per minute, by class of route; 0 means without limit. Declared here because HTTP knows no hub. */
export const rateLimits = defineConfig({
  key: 'http.rate_limits',
  title: 'Requests per minute',
  description:
    'How many requests one caller can make per minute. "open" counts what needs no sign-in, such as signing in, by address; "read" and "write" count the API by person or key; "webhook" counts calls of webhooks by address. 0 means without limit.',
  category: 'Limits',
  schema: Type.Object(
    { open: PerMinute, read: PerMinute, write: PerMinute, webhook: PerMinute },
    { additionalProperties: false },
  ),
  default: { open: 60, read: 1_200, write: 600, webhook: 0 },
})

/** Every key of the product: what is in this list can be seen and set by people. */
export const configKeys: readonly ConfigKey[] = [...identityConfig, ...tenantConfig, rateLimits]
