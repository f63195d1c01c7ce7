import type { PersonEvent } from '@steward/contract/api/notification'
import { openStream } from './live.ts'

const kinds = ['notification.changed', 'task.changed'] as const

type Heard = (types: ReadonlySet<PersonEvent['type']>) => void

/**
 * Hears when what a person is told, or one of their tasks, is different. The tabs of a browser share one stream, because
 * a browser opens few connections to a server: one tab holds it and passes on what it hears; when it goes, another takes
 * over. Where browsers share nothing, as without HTTPS, each tab has its own.
 */
export function watchPerson(name: string, heard: Heard): () => void {
  const leave = new AbortController()
  const everything = new Set<PersonEvent['type']>(kinds)
  const open = (pass: Heard) =>
    openStream<PersonEvent>('/notifications/events', kinds, {
      onEvents: (events) => pass(new Set(events.map(({ type }) => type))),
      // Something may have happened while nobody listened.
      onOpen: () => pass(everything),
    })
  // A browser that is not on a safe address has none, whatever its types say.
  const locks = navigator.locks as LockManager | undefined
  if (locks === undefined || typeof BroadcastChannel === 'undefined') return open(heard)
  const channel = new BroadcastChannel(`steward person ${name}`)
  channel.addEventListener('message', (message: MessageEvent<readonly PersonEvent['type'][]>) => heard(new Set(message.data)))
  const lead = async () => {
    const close = open((types) => {
      heard(types)
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- A channel reaches pages of this origin only, and takes none.
      channel.postMessage([...types])
    })
    await new Promise<void>((done) => leave.signal.addEventListener('abort', () => done()))
    close()
  }
  locks.request(`steward person ${name}`, { signal: leave.signal }, lead).catch(() => undefined)
  return () => {
    leave.abort()
    channel.close()
  }
}
