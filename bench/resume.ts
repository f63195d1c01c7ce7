import { parseArgs } from 'node:util'
import { givenWorkflow } from '../server/test/given-workflow.ts'
import { ownerApi } from '../server/test/server-process.ts'
import { activate, benchServer, load, noneLeft } from './load.ts'
import { treeMemoryMb } from './memory.ts'

const workflow = givenWorkflow([
  {
    name: 'Webhook',
    type: 'webhook',
    version: 2,
    parameters: { httpMethod: 'POST', path: 'bench-resume', responseMode: 'onReceived' },
    to: { Rest: [0, 0] },
  },
  {
    name: 'Rest',
    type: 'wait',
    version: 1.1,
    parameters: { resume: 'specificTime', dateTime: '={{ $json.body.until }}' },
    to: { Nothing: [0, 0] },
  },
  { name: 'Nothing', type: 'no_op' },
])

/** Calls per second that the rests are surely stored at. */
const surePerSecond = 500

/**
 * How long it takes until many executions that wait for the same moment have
 * all gone on to their end, counted from that moment; beside it the time it
 * took to start them and store their rest.
 */
export async function run(options: string[]): Promise<void> {
  const { values } = parseArgs({
    args: options,
    options: { executions: { type: 'string', default: '10000' }, rounds: { type: 'string', default: '3' } },
  })
  const calls = Number(values.executions)
  await using steward = await benchServer()
  await activate(steward, workflow)
  const api = await ownerApi(steward.url)
  const waiting = async () => ((await api('GET', '/queue')).body as { waiting: number }).waiting

  for (let round = 1; round <= Number(values.rounds); round++) {
    const untilMs = Date.now() + 5_000 + (calls / surePerSecond) * 1000
    const body = JSON.stringify({ until: new Date(untilMs).toISOString() })
    const began = performance.now()
    await load({ url: `${steward.url}/webhook/bench-resume`, body, connections: 50, calls })
    while ((await waiting()) < calls) await new Promise((resolve) => setTimeout(resolve, 100))
    const storedMs = performance.now() - began
    if (Date.now() > untilMs) throw new Error('The executions were not at rest before they were due; the machine is too busy.')
    await new Promise((resolve) => setTimeout(resolve, untilMs - Date.now()))
    const before = treeMemoryMb(steward.child.pid ?? 0)
    await noneLeft(api, 'waiting,queued,running')
    const resumedMs = Date.now() - untilMs
    console.log(
      `${calls} executions: started and at rest within ${(storedMs / 1000).toFixed(1)} s, all resumed and over ${(resumedMs / 1000).toFixed(2)} s after they were due (${((calls * 1000) / resumedMs).toFixed(0)}/s); memory ${before} MB before, ${treeMemoryMb(steward.child.pid ?? 0)} MB after`,
    )
  }
}
