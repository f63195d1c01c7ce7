import type { WorkflowDocument } from '@steward/contract/workflow'
import { NodeError } from '@steward/sdk/node'
import type { NodeCatalog } from '#engine/core'
import type { LocalOutside } from '#engine/host'
import { inlineBinary } from '../binary.ts'

type Wanted = {
  readonly catalog: NodeCatalog
  readonly offline: boolean
  readonly findWorkflow: (id: string) => WorkflowDocument | undefined
}

const noInstances = 'Here are no instances to query: they are part of an installation. Execute or plan the workflow there.'

/** The outside of workflows that are executed by the command line: binaries stay with the items, nothing is stored. */
export async function openOutside(wanted: Wanted): Promise<{ readonly local: LocalOutside; close(): Promise<void> }> {
  const { createNet } = await import('#net')
  const { createCodeRunner } = await import('#engine/worker')
  const net = createNet({})
  const runner = createCodeRunner({})
  const local: LocalOutside = {
    catalog: wanted.catalog,
    findWorkflow: wanted.findWorkflow,
    timezone: process.env['STEWARD_TIMEZONE'] ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    environment: {},
    io: (_live, _node, abort) => ({
      http: (call) => {
        if (wanted.offline)
          throw new NodeError(`This execution is offline, so ${new URL(call.url).host} was not called.`, { retryable: false })
        return net.request(call, abort.signal)
      },
      queryDatabase: () => Promise.reject(new NodeError(noInstances, { retryable: false })),
      readBinary: async (value) => Buffer.from(value.data ?? '', 'base64'),
      writeBinary: async (bytes, about) => inlineBinary(bytes, about),
      connection: async () => undefined,
      log: () => {},
    }),
    runCode: runner.run,
  }
  return { local, close: async () => void (await Promise.all([net.close(), runner.close()])) }
}
