import { NodeError } from '@steward/sdk/node'
import { AppError } from '#base/error'
import type { SecretBox } from '#base/secret-box'
import type { Databases } from '#db'
import type { DurableDeps } from '#engine/host'
import { type AccessContext, queryForWorkflow } from '#hub/access'
import { connectionValues, type SecretSources } from '#hub/connector'
import type { Circuits, registerWebhooks } from '#hub/execution'
import type { createNet } from '#net'
import type { Observation } from './observation.ts'

/** How files are kept and read. */
export type Blobs = Parameters<typeof registerWebhooks>[1]['blobs']

type Outside = {
  readonly databases: Databases
  readonly box: SecretBox
  readonly sources: SecretSources
  readonly net: ReturnType<typeof createNet>
  readonly blobs: Blobs
  readonly circuits: Circuits
  readonly observation: Observation
  readonly access: AccessContext
}

/** A secret that is not where a connection says will not be there at the next try either; a place that does not answer may. */
function hopelessWhereItIs(error: unknown): never {
  if (!(error instanceof AppError)) throw error
  throw new NodeError(error.message, { retryable: error.params['passing'] === true })
}

/** What nodes may use. */
export function nodeIo({ databases, box, sources, net, blobs, circuits, observation, access }: Outside): DurableDeps['io'] {
  return (live, node, abort, purpose) => {
    const calls = circuits.guard(live.workflow.workspaceId)
    return {
      http: (call) =>
        calls.http(() =>
          net.request({ ...call, headers: { ...observation.traceHeaders(live, node), ...call.headers } }, abort.signal),
        ),
      queryDatabase: async (call) => {
        const instance = node.node.connections?.['database']
        if (instance === undefined) throw new NodeError('Choose the instance to query.', { retryable: false })
        const { workflow, requesterId } = live
        const executionId = purpose === 'plan' ? null : live.id
        const nodeName = node.node.name
        const about = { workspaceId: workflow.workspaceId, workflow, instance, executionId, nodeName, requesterId }
        return await queryForWorkflow(access, { ...call, ...about, signal: abort.signal })
      },
      readBinary: (value) => blobs.read(value),
      writeBinary: (bytes, about) => blobs.write(bytes, about),
      connection: async (kind) => {
        const reference = node.node.connections?.[kind]
        if (reference === undefined) return undefined
        const scope = {
          db: databases.within(live.workflow.workspaceId),
          workspaceId: live.workflow.workspaceId,
          actorId: null,
          now: new Date(),
          box,
          sources,
        }
        const found = await connectionValues(scope, { ...reference, kind }).catch(hopelessWhereItIs)
        if (found !== undefined) {
          calls.use(found.id, found.name)
          return found.values
        }
        throw new NodeError(
          `The connection "${reference.name}" of the kind "${kind}" is not here. Make it, or choose another one in the node.`,
          { retryable: false },
        )
      },
    }
  }
}
