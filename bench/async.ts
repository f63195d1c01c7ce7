import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { givenWorkflow } from '../server/test/given-workflow.ts'
import { ownerApi } from '../server/test/server-process.ts'
import { activate, benchServer, type Figure, load, median, noneLeft } from './load.ts'

const workflow = givenWorkflow([
  {
    name: 'Webhook',
    type: 'webhook',
    version: 2,
    parameters: { httpMethod: 'POST', path: 'bench-async', responseMode: 'onReceived' },
    to: { Nothing: [0, 0] },
  },
  { name: 'Nothing', type: 'no_op' },
])
const body = '{"guest":"Ada","nights":7}'

type Round = Figure & { readonly finishedPerSecond: number }

/**
 * Webhooks answered on acceptance, one node behind them that does nothing. Two
 * rates: accepted is what was answered, finished counts the time until the last
 * execution is over. Beside it the bare server of `webhook`, which commits the
 * rows of five nodes for every call.
 */
export async function run(options: string[]): Promise<void> {
  const { values } = parseArgs({
    args: options,
    options: {
      connections: { type: 'string', default: '50,200' },
      seconds: { type: 'string', default: '5' },
      rounds: { type: 'string', default: '3' },
    },
  })
  const seconds = Number(values.seconds)
  await using steward = await benchServer()
  await using raw = await benchServer(join(import.meta.dirname, 'raw-server.ts'))
  await activate(steward, workflow)
  const api = await ownerApi(steward.url)
  const url = `${steward.url}/webhook/bench-async`
  for (const one of [url, raw.url]) await load({ url: one, body, connections: 50, seconds: 3 })

  const round = async (connections: number): Promise<Round> => {
    const began = performance.now()
    const figure = await load({ url, body, connections, seconds })
    await noneLeft(api, 'queued,running')
    return { ...figure, finishedPerSecond: (figure.answered * 1000) / (performance.now() - began) }
  }

  console.log('connections   accepted/s   finished/s   p50     p99       raw/s   ratio')
  for (const connections of values.connections.split(',').map(Number)) {
    const own: Round[] = []
    const bare: Figure[] = []
    for (let turn = 0; turn < Number(values.rounds); turn++) {
      own.push(await round(connections))
      bare.push(await load({ url: raw.url, body, connections, seconds }))
    }
    const ours = median(own, (one) => one.finishedPerSecond)
    const theirs = median(bare, (one) => one.perSecond)
    console.log(
      `${String(connections).padStart(11)} ${whole(ours.perSecond, 12)} ${whole(ours.finishedPerSecond, 12)} ${`${ours.p50Ms} ms`.padStart(7)} ${`${ours.p99Ms} ms`.padStart(7)} ${whole(theirs.perSecond, 10)} ${(ours.finishedPerSecond / theirs.perSecond).toFixed(2).padStart(7)}`,
    )
  }
  const { days7 } = (await api('GET', '/executions/stats')).body as { days7: { total: number; completed: number } }
  console.log(`stored ${days7.total} executions, ${days7.completed} completed`)
}

const whole = (value: number, width: number) => value.toFixed(0).padStart(width)
