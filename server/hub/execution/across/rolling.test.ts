import { expect, test } from 'vitest'
import { givenWorkflow } from '#test/given-workflow'
import { recordingPeer } from '#test/recording-peer'
import { until } from '#test/running'
import { severalProcesses } from '#test/several-processes'
import type { ServerProcess } from '../../../test/server-process.ts'

const workflow = (peerUrl: string, path: string, responseMode: string) =>
  givenWorkflow([
    {
      name: 'Webhook',
      type: 'webhook',
      version: 2,
      parameters: { httpMethod: 'POST', path, responseMode },
      to: { First: [0, 0] },
    },
    call('First', `=${peerUrl}/first?key={{ $json.body.key }}`, { Second: [0, 0] }),
    call('Second', `=${peerUrl}/second?key={{ $json.key }}`),
  ])

const call = (name: string, url: string, to: Record<string, readonly [number, number]> = {}) => ({
  name,
  type: 'http_request',
  version: 4.2,
  parameters: { method: 'POST', url, options: {} },
  to,
})

/** Sends calls in turn to the processes that say they are ready, as a load balancer does. */
function balancer(processes: Set<ServerProcess>) {
  let turn = 0
  let ready: ServerProcess[] = [...processes]
  const look = setInterval(async () => {
    const states = await Promise.all(
      [...processes].map(async (one) => ((await fetch(`${one.url}/readyz`).catch(() => undefined))?.ok === true ? [one] : [])),
    )
    ready = states.flat()
  }, 50)
  return {
    send: async (path: string, key: string) => {
      const to = ready[turn++ % ready.length]
      const body = JSON.stringify({ key })
      const headers = { 'content-type': 'application/json' }
      return fetch(`${to?.url}/webhook/${path}`, { method: 'POST', headers, body })
    },
    stop: () => clearInterval(look),
  }
}

test(
  'one process after another is replaced under load: no call fails, no event is lost, nothing happens twice',
  { timeout: 120_000 },
  async () => {
    await using peer = await recordingPeer({ '/first': 150, '/second': 150 })
    await using several = await severalProcesses()
    const settings = { STEWARD_DRAIN_SECONDS: '1', STEWARD_GRACE_SECONDS: '10' }
    const start = () => several.start('http,worker,scheduler', settings)
    const processes = new Set([await start(), await start()])
    const api = await several.api([...processes][0] as ServerProcess)
    for (const [path, mode] of [
      ['now', 'onReceived'],
      ['answered', 'lastNode'],
    ] as const) {
      const made = await api('POST', '/workflows', { document: workflow(peer.url, path, mode) })
      const { id } = (made.body as { summary: { id: string } }).summary
      expect((await api('POST', `/workflows/${id}/activate`)).status).toBe(200)
    }
    const balance = balancer(processes)
    const seen: { key: string; path: string; status: number; text: string }[] = []
    const load = new AbortController()
    const loads = Array.from({ length: 6 }, async (_, client) => {
      for (let n = 0; !load.signal.aborted; n++) {
        const path = n % 2 === 0 ? 'now' : 'answered'
        const key = `${client}-${n}`
        const answer = await balance
          .send(path, key)
          .catch((error: Error) => ({ status: 0, text: async () => String(error.cause) }))
        seen.push({ key, path, status: answer.status, text: await answer.text() })
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    })

    const codes: (number | null)[] = []
    for (const old of Array.from(processes)) {
      processes.add(await start())
      await new Promise((resolve) => setTimeout(resolve, 300))
      codes.push(await old.stop())
      processes.delete(old)
    }
    load.abort()
    await Promise.all(loads)
    balance.stop()
    await until(
      () => several.query(`select 1 from execution.workflow_executions where status <> 'completed'`),
      (open) => open.length === 0,
    )

    expect(codes).toEqual([0, 0])
    expect(seen.filter((one) => one.status !== 200)).toEqual([])
    expect(seen.length).toBeGreaterThan(20)
    for (const { path, key, text } of seen) if (path === 'answered') expect(JSON.parse(text)).toEqual({ done: '/second', key })
    for (const path of ['/first', '/second']) {
      const keys = peer.log.filter((entry) => entry.path === path).map((entry) => entry.key)
      expect(keys.toSorted()).toEqual(seen.map((one) => one.key).toSorted())
    }
  },
)

test(
  'a caller whose workflow goes on in another process is answered while the first one goes down',
  { timeout: 60_000 },
  async () => {
    await using peer = await recordingPeer({ '/first': 1_500, '/second': 300 })
    await using several = await severalProcesses()
    const first = await several.start()
    const api = await several.api(first)
    const made = await api('POST', '/workflows', { document: workflow(peer.url, 'answered', 'lastNode') })
    await api('POST', `/workflows/${(made.body as { summary: { id: string } }).summary.id}/activate`)
    const second = await several.start('worker')
    const answered = fetch(`${first.url}/webhook/answered`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ key: 'a' }),
    })
    await until(
      () => peer.log.length,
      (count) => count === 1,
    )

    const stopped = first.stop()
    const answer = await answered

    const [row] = await several.query<{ pid: number }>(
      'select w.pid from execution.workflow_executions e join execution.workers w on w.id = e.worker_id where e.id = $1',
      [answer.headers.get('x-execution-id')],
    )
    expect([answer.status, await answer.json()]).toEqual([200, { done: '/second', key: 'a' }])
    expect(answer.headers.get('connection')).toBe('close')
    expect(row?.pid).toBe(second.child.pid)
    expect(await stopped).toBe(0)
    expect(peer.log.map((entry) => entry.path)).toEqual(['/first', '/second'])
  },
)

test('a process that is told twice to stop ends at once, and another one goes on', { timeout: 60_000 }, async () => {
  await using peer = await recordingPeer({ '/first': 3_000 })
  await using several = await severalProcesses()
  const first = await several.start()
  const api = await several.api(first)
  const document = givenWorkflow([
    { name: 'Webhook', type: 'webhook', version: 2, parameters: { path: 'read' }, to: { Read: [0, 0] } },
    { name: 'Read', type: 'http_request', version: 4.2, parameters: { url: `${peer.url}/first`, options: {} } },
  ])
  const made = await api('POST', '/workflows', { document })
  await api('POST', `/workflows/${(made.body as { summary: { id: string } }).summary.id}/activate`)
  await several.start('worker')
  await fetch(`${first.url}/webhook/read`)
  await until(
    () => peer.log.length,
    (count) => count >= 1,
  )

  const beganMs = performance.now()
  const stopped = first.stop()
  await until(
    () => first.output(),
    (output) => output.includes('Stopping'),
  )
  // At once it counts as an echo of the first one; later it is meant.
  first.child.kill('SIGTERM')
  await new Promise((resolve) => setTimeout(resolve, 700))
  expect(first.child.exitCode).toBeNull()
  first.child.kill('SIGTERM')

  expect(await stopped).toBe(130)
  expect(performance.now() - beganMs).toBeLessThan(2_500)
  await until(
    () => several.query(`select 1 from execution.workflow_executions where status = 'completed'`),
    (over) => over.length === 1,
    30_000,
  )
})
