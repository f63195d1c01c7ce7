import { dirname, join, normalize } from 'node:path/posix'

/** What each room of the server may import besides itself. `hub` means the hubs below, in the order of hubs.ts. */
const below: Readonly<Record<string, readonly string[]>> = {
  base: [],
  db: ['base'],
  net: ['base'],
  mail: ['base', 'db'],
  slack: ['base', 'net'],
  target: ['base', 'net'],
  http: ['base', 'db', 'net'],
  'engine/core': ['base', 'engine/data', 'engine/filter', 'engine/expression'],
  'engine/data': ['base', 'engine/expression'],
  'engine/filter': ['base', 'engine/data', 'engine/expression'],
  'engine/expression': ['base', 'engine/data'],
  'engine/document': ['base', 'engine/core', 'engine/data', 'engine/filter'],
  'engine/worker': ['base', 'engine/core', 'engine/data', 'engine/expression'],
  'engine/host': ['base', 'db', 'net', 'engine'],
  engine: ['base', 'db', 'engine'],
  nodes: ['base', 'engine'],
  hub: ['base', 'db', 'net', 'mail', 'slack', 'target', 'http', 'engine', 'nodes', 'hub'],
}

/** `server/hub/wallet/hold.ts` → `hub/wallet`; `server/engine/core/walk.ts` → `engine/core`; undefined for files at the top and for tests of the whole. */
export function roomOf(path: string): string | undefined {
  const [workspace, room = '', inner = ''] = path.split('/')
  if (workspace !== 'server' || path.split('/').length < 3 || room === 'command' || room === 'test') return undefined
  const nested = room === 'hub' || (room === 'engine' && path.split('/').length > 3)
  return nested ? `${room}/${inner}` : room
}

/** The room that an import reaches, or undefined for packages and for files at the top of the server. */
export function roomReached(from: string, target: string): string | undefined {
  if (target.startsWith('#')) {
    const [room = '', inner] = target.slice(1).split('/')
    return room === 'hub' || room === 'engine' ? [room, inner].filter((part) => part !== undefined).join('/') : room
  }
  return target.startsWith('.') ? roomOf(normalize(join(dirname(from), target))) : undefined
}

export function mayImport(room: string, reached: string): boolean {
  if (room === reached) return true
  const kind = room.startsWith('hub/') ? 'hub' : room
  const allowed = below[kind] ?? below[kind.split('/')[0] ?? ''] ?? []
  return allowed.some((one) => reached === one || reached.startsWith(`${one}/`))
}
