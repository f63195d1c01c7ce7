import * as circuit from './circuit.ts'
import * as config from './config.ts'
import * as connection from './connection.ts'
import * as effect from './effect.ts'
import type { Endpoint } from './endpoint.ts'
import * as execution from './execution.ts'
import * as identity from './identity.ts'
import * as queue from './queue.ts'
import * as replay from './replay.ts'
import * as retention from './retention.ts'
import * as schedule from './schedule.ts'
import * as workflow from './workflow.ts'

const isEndpoint = (value: unknown): value is Endpoint => typeof value === 'object' && value !== null && 'operationId' in value

/** Every endpoint of the API, as the contract files declare them. */
export const endpoints: readonly Endpoint[] = [
  identity,
  workflow,
  effect,
  execution,
  connection,
  circuit,
  config,
  queue,
  replay,
  retention,
  schedule,
].flatMap((file) => Object.values<unknown>(file).filter(isEndpoint))
