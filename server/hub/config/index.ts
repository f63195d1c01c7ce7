export { defineConfig, type ConfigKey } from './key.ts'
export { configValue, watchConfig } from './read-config.ts'
export type { ConfigFor } from './place.ts'
