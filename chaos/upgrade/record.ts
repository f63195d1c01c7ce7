import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { recordingPeer } from '../../server/test/recording-peer.ts'
import { ownerApi, type ServerProcess, startServer } from '../../server/test/server-process.ts'
import { parentOf, recordingDelaysMs, settingsOf, workflowsOf } from './situations.ts'

type Peer = Awaited<ReturnType<typeof recordingPeer>>

/**
 * Records what a release leaves behind when it is killed in the middle of its
 * work, as a backup that it makes itself:
 * `node chaos/upgrade/record.ts --release <folder with its code> --to chaos/upgrade/fixtures/<name>.backup`
 */
async function record(release: string, file: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'steward-record-'))
  chmodSync(folder, 0o755)
  const main = join(release, 'server', 'main.ts')
  const peer = await recordingPeer(recordingDelaysMs)
  const env = settingsOf(peer.url)
  try {
    await firstLife(await startServer(folder, { main, env }), peer)
    await secondLife(await startServer(folder, { main, env }), peer)
    const { status } = spawnSync(process.execPath, [main, 'backup', file], {
      env: { PATH: process.env['PATH'], STEWARD_DATA_DIR: folder, ...env },
      stdio: 'inherit',
    })
    if (status !== 0) throw new Error(`the backup ended with ${status}`)
  } finally {
    await peer[Symbol.asyncDispose]()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Saves the workflows, lets some executions end or wait, and is killed while calls are under way. */
async function firstLife(server: ServerProcess, peer: Peer): Promise<void> {
  const api = await ownerApi(server.url)
  const values = { name: 'X-Key', value: 'hunter2' }
  const connection = (await api('POST', '/connections', { name: 'Shop', type: 'httpHeaderAuth', values })).body
  const ids = new Map<string, string>()
  const save = async (document: { name: string }) => {
    const { summary } = (await api('POST', '/workflows', { document })).body as { summary: { id: string } }
    ids.set(document.name, summary.id)
    const { status, body } = await api('POST', `/workflows/${summary.id}/activate`)
    // What is only called by others has nothing to activate in some releases.
    if (status !== 200 && document.name !== 'child') throw new Error(`${document.name}: ${JSON.stringify(body)}`)
  }
  for (const document of workflowsOf({ id: String(connection['id']), name: 'Shop' })) await save(document)
  await save(parentOf(ids.get('child') ?? ''))

  await send(server, 'completed', ['c1', 'c2'])
  await send(server, 'failed', ['f1'])
  await send(server, 'call', ['call', 'left'])
  await send(server, 'doubt', ['happened', 'again', 'stopped'])
  await seen(peer, '/held', 3)
  await pause(2_500)
  await api('POST', `/workflows/${ids.get('schedule')}/deactivate`)
  await server.killTree()
}

/** Finds what is in doubt, begins the rest, and is killed while it is going down. */
async function secondLife(server: ServerProcess, peer: Peer): Promise<void> {
  await pause(3_000)
  await send(server, 'timer', ['t1', 't2'])
  await send(server, 'far', ['far'])
  await send(server, 'parent', ['p1'])
  await send(server, 'running', ['r1', 'r2'])
  await seen(peer, '/held', 5)
  await send(server, 'queued', ['q1', 'q2'])
  await seen(peer, '/short', 2)
  void server.stop()
  await pause(3_000)
  await server.killTree()
}

async function send(server: ServerProcess, path: string, keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(`${server.url}/webhook/${path}`, { method: 'POST', headers, body: JSON.stringify({ key }) })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  }
}

async function seen(peer: Peer, path: string, count: number): Promise<void> {
  while (peer.log.filter((call) => call.path === path).length < count) await pause(20)
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

const { values } = parseArgs({ options: { release: { type: 'string' }, to: { type: 'string' } } })
if (values.release === undefined || values.to === undefined) {
  process.stderr.write('usage: node chaos/upgrade/record.ts --release <folder with its code> --to <file>\n')
  process.exit(2)
}
await record(resolve(values.release), resolve(values.to))
// The peer still holds calls that nobody waits for.
process.exit(0)
