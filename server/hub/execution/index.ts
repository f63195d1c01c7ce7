export { executionRoutes } from './execution.routes.ts'
export { Executions } from './executions.ts'
export { executionMetrics } from './metrics.ts'
export { registerWebhooks } from './webhook/webhook.routes.ts'
