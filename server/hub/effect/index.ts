export { effectPurge } from './purge.jobs.ts'
export { effectSubscriptions } from './effect.jobs.ts'
export { effectRoutes } from './effect.routes.ts'
export { keepPartitions } from './receipt/keep-partitions.ts'
