import { afterAll, beforeAll, expect, test } from 'vitest'
import { givenWorkflow } from '#test/given-workflow'
import { running, type RunningInstallation, type Shared, sharedInstallation } from '#test/running'

let shared: Shared
let servers: [RunningInstallation, RunningInstallation]
beforeAll(async () => {
  shared = await sharedInstallation()
  servers = [await running(shared), await running(shared)]
})
afterAll(async () => {
  for (const server of servers) await server.stop()
  await shared[Symbol.asyncDispose]()
})

const flow = (path: string, version: string) => {
  const assignments = [{ id: '1', name: 'version', type: 'string', value: version }]
  return givenWorkflow(
    [
      { name: 'Hook', type: 'webhook', version: 2, parameters: { path, responseMode: 'lastNode' }, to: { Set: [0, 0] } },
      { name: 'Set', type: 'set', version: 3.4, parameters: { assignments: { assignments }, options: {} } },
    ],
    { name: path },
  )
}

async function call({ url }: RunningInstallation, path: string): Promise<string> {
  const answer = await fetch(`${url}/webhook/${path}`)
  return answer.status === 200 ? String(((await answer.json()) as { version: string }).version) : `status ${answer.status}`
}

/** Saves a new version; its number. */
async function save(server: RunningInstallation, id: string, path: string, version: string): Promise<void> {
  const { body } = await server.api('GET', `/workflows/${id}`)
  const { version: baseVersion } = body['summary'] as { version: number }
  const saved = await server.api('PUT', `/workflows/${id}`, { document: flow(path, version), baseVersion })
  expect(saved.status, JSON.stringify(saved.body)).toBe(200)
}

test('while new versions are activated every call at both processes is answered by one of them', async () => {
  const [one, two] = servers
  const id = await one.given(flow('steady', 'v0'))
  const seen = new Set<string>()
  const calls = { going: true }
  const callers = servers.map(async (server) => {
    while (calls.going) seen.add(await call(server, 'steady'))
  })

  for (let n = 1; n <= 6; n++) {
    const by = n % 2 === 0 ? one : two
    await save(by, id, 'steady', `v${n}`)
    expect((await by.api('POST', `/workflows/${id}/activate`)).status).toBe(200)
    // The process that answered the activation has it already.
    expect(await call(by, 'steady')).toBe(`v${n}`)
  }
  calls.going = false
  await Promise.all(callers)

  expect([...seen].filter((answer) => !/^v[0-6]$/.test(answer))).toEqual([])
})

test('a path that another process has activated a moment ago is known here at the first call', async () => {
  const [one, two] = servers
  const paths = Array.from({ length: 8 }, (_, n) => `fresh-${n}`)

  const answers = []
  for (const path of paths) {
    await one.given(flow(path, path))
    answers.push(await call(two, path))
  }

  expect(answers).toEqual(paths)
})

test('when messages are lost the database is asked before a path is called unknown, parameters included', async () => {
  const [one, two] = servers
  const id = await one.given(flow('lost/:id/part', 'found'), { active: false })
  // As if the message had been lost: activated without a word to the others.
  const notify = one.databases.notify.bind(one.databases)
  Object.assign(one.databases, { notify: async () => {} })
  try {
    expect((await one.api('POST', `/workflows/${id}/activate`)).status).toBe(200)
  } finally {
    Object.assign(one.databases, { notify })
  }

  expect(await call(two, 'lost/7/part')).toBe('found')
  expect(await call(two, 'lost/7/8/part')).toBe('status 404')
})

test('a flood of unknown paths is not a flood of questions to the database', async () => {
  const [one] = servers
  const pool = one.databases.pool('workflow')
  let queries = 0
  pool.on('acquire', () => (queries += 1))
  const began = performance.now()

  for (let n = 0; n < 200; n++) expect(await call(one, `nothing-${n}`)).toBe('status 404')

  const seconds = Math.ceil((performance.now() - began) / 1000) + 1
  expect(queries).toBeLessThanOrEqual(10 * seconds + 5)
})

test('a process answers its webhooks from its first moment on, and until its last', async () => {
  const [one] = servers
  await one.given(flow('always', 'here'))
  const third = await running(shared)
  const first = await call(third, 'always')
  const calls = { going: true }
  const seen = new Set<string>()
  const calling = (async () => {
    while (calls.going) seen.add(await call(third, 'always').catch(() => 'refused'))
  })()

  await third.stop()
  calls.going = false
  await calling

  expect(first).toBe('here')
  expect([...seen].filter((answer) => !['here', 'refused', 'status 503'].includes(answer))).toEqual([])
})
