import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { needsRight } from '#test/needs'
import { quickFolder } from '#test/quick-folder'
import { connectAdmin } from '../connect-admin.ts'
import { isAlive } from './postmaster-pid.ts'

type Said = { url: string; postmaster: number; refused?: string; isForPeople?: boolean }
type Process = Said & { child: ChildProcess; close(): Promise<number | null>; kill(): Promise<void> }
type How = { purpose?: 'serve' | 'command'; as?: number; path?: string; refuge?: string }

const isRoot = process.getuid?.() === 0
const asRoot = needsRight('root', isRoot)
const nobody = 65_534
const folders: string[] = []
const mounts: string[] = []
const alive = new Set<Process>()

afterEach(async () => {
  for (const each of alive) await each.close()
  alive.clear()
  for (const folder of mounts.splice(0)) execFileSync('umount', [folder])
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function makeFolder(mode = 0o755): string {
  const folder = mkdtempSync(join(quickFolder(), 'embedded-'))
  chmodSync(folder, mode)
  folders.push(folder)
  return folder
}

async function start(dataDir: string, { purpose = 'serve', as, path, refuge = '' }: How = {}): Promise<Process> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'embedded.fixture.ts'), dataDir, purpose, refuge], {
    stdio: ['pipe', 'pipe', 'inherit'],
    ...(as === undefined ? {} : { uid: as, gid: as }),
    env: { ...process.env, NODE_OPTIONS: '', PATH: path ?? process.env['PATH'] },
  })
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  let text = ''
  for await (const chunk of child.stdout) {
    text += String(chunk)
    if (text.includes('\n')) break
  }
  const running: Process = {
    ...(JSON.parse(text) as Said),
    child,
    close: async () => {
      alive.delete(running)
      child.stdin.end()
      return await ended
    },
    kill: async () => {
      alive.delete(running)
      child.kill('SIGKILL')
      await ended
    },
  }
  alive.add(running)
  return running
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = await connectAdmin(url)
  const { rows } = await client.query<Record<string, unknown>>(sql).finally(() => client.end())
  return rows
}

const remember = (url: string) => query(url, `create table if not exists memory (n int); insert into memory values (1)`)
const recall = (url: string) => query(url, 'select count(*)::int as n from memory')
const untilDead = (pid: number) => expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false)

test('what was stored is there after the next start, in a folder closed to others', async () => {
  const folder = makeFolder()
  const first = await start(join(folder, 'data'))
  await remember(first.url)
  expect(await first.close()).toBe(0)
  expect(isAlive(first.postmaster)).toBe(false)

  const second = await start(join(folder, 'data'))

  expect(await recall(second.url)).toEqual([{ n: 1 }])
  expect(
    await query(
      second.url,
      `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as sync, current_setting('listen_addresses') as tcp`,
    ),
  ).toEqual([{ fsync: 'on', sync: 'on', tcp: '' }])
  expect(statSync(join(folder, 'data', 'postgres')).mode & 0o077).toBe(0)
  expect(statSync(new URL(second.url).searchParams.get('host') ?? '').mode & 0o077).toBe(0)
})

test('when the process is killed the database stops too, and the next start has every committed row', async () => {
  const folder = makeFolder()
  const first = await start(folder)
  await remember(first.url)

  await first.kill()
  const second = await start(folder)

  expect(second.postmaster).not.toBe(first.postmaster)
  expect(await recall(second.url)).toEqual([{ n: 1 }])
})

test('a database that outlived its killed process is taken over by the next', async () => {
  const folder = makeFolder()
  // Without setpriv nothing tells the database that its parent died.
  const first = await start(folder, { path: '' })
  await remember(first.url)
  await first.kill()
  expect(isAlive(first.postmaster)).toBe(true)

  const guest = await start(folder, { purpose: 'command' })
  expect(guest.postmaster).toBe(first.postmaster)
  await guest.close()
  const second = await start(folder)

  expect(isAlive(first.postmaster)).toBe(false)
  expect(await recall(second.url)).toEqual([{ n: 1 }])
})

test('a database that is killed comes back by itself under the same address', async () => {
  const folder = makeFolder()
  const running = await start(folder)
  await remember(running.url)

  process.kill(running.postmaster, 'SIGKILL')
  await untilDead(running.postmaster)

  await expect.poll(() => recall(running.url).catch(() => 'not yet'), { timeout: 15_000 }).toEqual([{ n: 1 }])
  expect(await running.close()).toBe(0)
})

test('after the whole tree is killed the next start recovers', async () => {
  const folder = makeFolder()
  const first = await start(folder)
  await remember(first.url)

  process.kill(first.postmaster, 'SIGKILL')
  await first.kill()
  const second = await start(folder)

  expect(await recall(second.url)).toEqual([{ n: 1 }])
})

test('a second server on the same folder is refused in one sentence; a command may join', async () => {
  const folder = makeFolder()
  const first = await start(folder)

  const second = await start(folder)
  const command = await start(folder, { purpose: 'command' })

  expect(second).toMatchObject({
    isForPeople: true,
    refused: `Another Steward (process ${first.child.pid}) is already using the data folder ${folder}, and the embedded database serves one at a time; stop it first, give this one its own STEWARD_DATA_DIR and STEWARD_PORT, or let both share a PostgreSQL of your own by STEWARD_DATABASE_URL.`,
  })
  expect(command.url).toBe(first.url)
  await command.close()
  await remember(first.url)
})

test('of two servers that start at once on an empty folder one runs and the other is refused', async () => {
  const folder = makeFolder()

  const both = await Promise.all([start(folder), start(folder)])

  const [winner, loser] = both[0].refused === undefined ? both : [both[1], both[0]]
  expect(loser?.refused).toContain('is already using the data folder')
  expect(await query(winner?.url ?? '', 'select 1 as one')).toEqual([{ one: 1 }])
})

test('what a killed first start left half made is not taken for a database', async () => {
  const folder = makeFolder()
  mkdirSync(join(folder, 'postgres.new-abc'))
  writeFileSync(join(folder, 'postgres.new-abc', 'PG_VERSION'), '18\n')

  const running = await start(folder)

  expect(await query(running.url, 'select 1 as one')).toEqual([{ one: 1 }])
})

test('a process number that was given to another program meanwhile does not block the start', async () => {
  const folder = makeFolder()
  const first = await start(folder)
  await first.close()
  writeFileSync(join(folder, 'postgres', 'postmaster.pid'), `${process.pid}\n${folder}\n1\n5432\n/tmp/nowhere\n\n`)

  const second = await start(folder)

  expect(second.refused).toBeUndefined()
})

test('a folder with a very long name works, because the socket is elsewhere', async () => {
  const running = await start(join(makeFolder(), 'a'.repeat(100), 'b'.repeat(100)))

  expect(await query(running.url, 'select 1 as one')).toEqual([{ one: 1 }])
})

test('a database of another PostgreSQL version is left alone and named', async () => {
  const folder = makeFolder()
  mkdirSync(join(folder, 'postgres'))
  writeFileSync(join(folder, 'postgres', 'PG_VERSION'), '15\n')

  const running = await start(folder)

  expect(running).toMatchObject({ isForPeople: true, refused: expect.stringContaining('was made by PostgreSQL 15') })
})

test('a data folder that is a file is refused in one sentence', async () => {
  const file = join(makeFolder(), 'data')
  writeFileSync(file, '')

  expect((await start(file)).refused).toBe(`The data folder ${file} is a file; set STEWARD_DATA_DIR to a folder.`)
  expect((await start(join(file, 'below'))).refused).toContain('a part of its path is a file')
})

asRoot('a user who may not write into the data folder is told so', async () => {
  const folder = makeFolder()

  const running = await start(join(folder, 'data'), { as: nobody })

  expect(running.refused).toBe(
    `The data folder ${join(folder, 'data')} is not writable for this user; give it to the user, or set STEWARD_DATA_DIR to another folder.`,
  )
})

asRoot('everything works as an ordinary user', async () => {
  const folder = makeFolder(0o777)

  const running = await start(join(folder, 'data'), { as: nobody })

  await remember(running.url)
  expect(statSync(`/proc/${running.postmaster}`).uid).toBe(nobody)
  expect(statSync(join(folder, 'data')).mode & 0o077).toBe(0)
})

asRoot('as root the server runs as the owner of the data folder', async () => {
  const folder = makeFolder()
  execFileSync('chown', [String(nobody), folder])

  const running = await start(folder)

  expect(statSync(`/proc/${running.postmaster}`).uid).toBe(nobody)
})

asRoot('a database that its user cannot reach moves once, with all that is in it', async () => {
  const [open, refuge] = [makeFolder(), makeFolder()]
  const first = await start(open)
  await remember(first.url)
  await first.close()
  const closed = makeFolder(0o700)
  cpSync(join(open, 'postgres'), join(closed, 'data', 'postgres'), { recursive: true, preserveTimestamps: true })

  const second = await start(join(closed, 'data'), { refuge })
  expect(await recall(second.url)).toEqual([{ n: 1 }])
  await remember(second.url)
  await second.close()
  const third = await start(join(closed, 'data'), { refuge })

  expect(await recall(third.url)).toEqual([{ n: 2 }])
  expect(readFileSync(join(closed, 'data', 'postgres.location'), 'utf8')).toContain(refuge)
  expect(existsSync(join(closed, 'data', 'postgres.before-move', 'PG_VERSION'))).toBe(true)
  expect(readdirSync(refuge).filter((name) => name.startsWith('database-'))).toHaveLength(1)
})

const mounting = needsRight('the right to mount', isRoot && tryMount())

function tryMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'mount-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', folder], { stdio: 'ignore' })
    execFileSync('umount', [folder])
    return true
  } catch {
    return false
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function mountMemory(...options: string[]): string {
  const folder = makeFolder()
  execFileSync('mount', ['-t', 'tmpfs', '-o', options.join(','), 'tmpfs', folder])
  mounts.push(folder)
  return folder
}

mounting('a read-only data folder is named', async () => {
  const folder = mountMemory('ro')

  expect((await start(join(folder, 'data'))).refused).toContain('is on a read-only file system; set STEWARD_DATA_DIR')
})

mounting('a full disk is named, at the first start and at a later one, and nothing is lost', async () => {
  const tiny = mountMemory('size=20m', 'mode=755')
  expect((await start(tiny)).refused).toContain(`The disk that holds the data folder ${tiny} is full`)

  const folder = mountMemory('size=100m', 'mode=755')
  const first = await start(folder)
  await remember(first.url)
  await first.kill()
  await untilDead(first.postmaster)
  execFileSync('sh', ['-c', 'head -c 200000000 /dev/zero > "$0/fill" || true', folder], { stdio: 'ignore' })
  const second = await start(folder)
  if (second.refused !== undefined) expect(second.refused).toContain('is full')
  await second.close()
  rmSync(join(folder, 'fill'))

  const third = await start(folder)
  expect(await recall(third.url)).toEqual([{ n: 1 }])
})
