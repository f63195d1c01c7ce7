import { importsOf, isCode, isTest, type Rule } from './source.ts'
import { mayImport, roomOf, roomReached } from './rooms.ts'

const inRoom = (path: string) => isCode(path) && roomOf(path) !== undefined

export const oneDoor: Rule = {
  name: 'a room is entered by its door',
  sees: inRoom,
  faults(source) {
    const room = roomOf(source.path)
    return importsOf(source).flatMap((target) => {
      const reached = roomReached(source.path, target)
      if (!target.startsWith('.') || reached === undefined || reached === room) return []
      return [
        `${source.path}: '${target}' reaches into the room ${reached}; import '#${reached}'${reached === 'base' ? `/…` : ''} instead`,
      ]
    })
  },
}

export const direction: Rule = {
  name: 'imports point down',
  sees: (path) => inRoom(path) && !isTest(path),
  faults(source) {
    const room = roomOf(source.path) ?? ''
    return importsOf(source).flatMap((target) => {
      const reached = roomReached(source.path, target)
      if (reached === undefined || mayImport(room, reached)) return []
      return [`${source.path}: ${room} may not know ${reached}; pass in what it needs, or publish an event`]
    })
  },
}

export const hubOrder: Rule = {
  name: 'a hub imports only hubs before it',
  sees: (path) => isCode(path) && /^server\/hub\/[^/]+\//.test(path),
  faults(source, { hubs }) {
    const hub = source.path.split('/')[2] ?? ''
    if (!hubs.includes(hub)) return [`server/hub/${hub}: the hub is missing in server/hubs.ts`]
    return importsOf(source).flatMap((target) => {
      const other = /^#hub\/([^/]+)/.exec(target)?.[1]
      if (other === undefined || other === hub || hubs.indexOf(other) < hubs.indexOf(hub)) return []
      return [`${source.path}: ${hub} stands before ${other} in hubs.ts; publish an event instead`]
    })
  },
}

/** Doors to the outside and to time, which the pure core of the engine does not have. */
const impure =
  /^node:(fs|net|http|https|http2|dns|tls|dgram|child_process|worker_threads|cluster|timers|os|process|readline|perf_hooks|async_hooks)(\/|$)/
const clock =
  /\b(Date\.now|performance\.|Math\.random|setTimeout|setInterval|setImmediate|queueMicrotask|new Date\(\s*\)|DateTime\.(now|local|utc)\(\s*\))/g

const pureRooms = /^server\/engine\/(core|document|filter|data)\//

export const pureEngine: Rule = {
  name: 'the pure rooms of the engine do no input or output and read no clock',
  sees: (path) => isCode(path) && pureRooms.test(path) && !isTest(path),
  faults(source) {
    const imports = importsOf(source).filter((target) => impure.test(target) || target === '#db' || target === '#net')
    const reads = [...source.bare.matchAll(clock)].map((match) => match[0])
    return [
      ...imports.map((target) => `${source.path}: '${target}' is not for a pure room; return a command and let the host do it`),
      ...reads.map((name) => `${source.path}: ${name} is not for a pure room; take the time or the randomness as a value`),
    ]
  },
}
