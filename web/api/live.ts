import type { LiveEvent } from '@steward/contract/api/live-event'
import type { QueryEvent } from '@steward/contract/api/query-result'
import { useEffect, useRef, useState } from 'react'
import { chosenWorkspace } from './chosen-workspace.ts'
import { reportReachable } from './reachability.ts'

const kinds = [
  'execution.changed',
  'node.started',
  'node.finished',
  'workflow.changed',
  'workflow.edited',
  'workflow.presence',
  'approval.changed',
] as const satisfies LiveEvent['type'][]
const queryKinds = ['query.changed'] as const
/** Events are handed over in groups, so that a fast workflow does not draw the page a thousand times a second. */
const groupMs = 100
const reopenMs = 3000

export type LiveFilter = { readonly workflowId?: string; readonly executionId?: string }
type Handlers<Event> = {
  readonly onEvents: (events: readonly Event[]) => void
  /** The stream is open from now on, for the first time or after a gap: what happened before has to be asked for. */
  readonly onOpen: () => void
  /** The stream was cut; it is opened again by itself. */
  readonly onLost?: () => void
}

/** Listens to what happens in the workspace for as long as the component lives; `undefined` listens to nothing. Gives whether the stream is lost. */
export function useLiveEvents(filter: LiveFilter | undefined, handlers: Handlers<LiveEvent>): boolean {
  const query = filter === undefined ? undefined : new URLSearchParams(filter as Record<string, string>).toString()
  return useStream(query === undefined ? undefined : `/events?${query}`, kinds, handlers)
}

/** Listens to which queries change, of those that the person may see; `undefined` listens to nothing. */
export function useQueryEvents(handlers: Handlers<QueryEvent> | undefined): void {
  useStream(handlers === undefined ? undefined : '/queries/events', queryKinds, handlers ?? deaf)
}

const deaf = { onEvents: () => undefined, onOpen: () => undefined }

function useStream<Event>(path: string | undefined, names: readonly string[], handlers: Handlers<Event>): boolean {
  const latest = useRef(handlers)
  const [isLost, setLost] = useState(false)
  useEffect(() => {
    latest.current = handlers
  })
  useEffect(() => {
    if (path === undefined) return undefined
    return listen<Event>(() => streamAddress(path), names, {
      onEvents: (events) => latest.current.onEvents(events),
      onOpen: () => {
        setLost(false)
        latest.current.onOpen()
      },
      onLost: () => setLost(true),
    })
  }, [path, names])
  return isLost && path !== undefined
}

/** A stream of events takes no headers, so the address names the workspace. */
function streamAddress(path: string): string {
  const [place = '', filter = ''] = path.split('?')
  const query = new URLSearchParams(filter)
  const workspace = chosenWorkspace()
  if (workspace !== undefined) query.set('workspace', workspace)
  return `/api/v1${place}${query.size === 0 ? '' : `?${query}`}`
}

/** Listens until what it gives is called. */
export const openStream = <Event>(path: string, names: readonly string[], handlers: Handlers<Event>): (() => void) =>
  listen(() => streamAddress(path), names, handlers)

function listen<Event>(address: () => string, names: readonly string[], handlers: Handlers<Event>): () => void {
  const { onEvents, onOpen, onLost } = handlers
  let source: EventSource | undefined
  let waiting: Event[] = []
  let flushTimer: ReturnType<typeof setTimeout> | undefined
  let reopenTimer: ReturnType<typeof setTimeout> | undefined

  const flush = () => {
    flushTimer = undefined
    const events = waiting
    waiting = []
    onEvents(events)
  }
  const receive = (message: MessageEvent<string>) => {
    waiting.push(JSON.parse(message.data) as Event)
    flushTimer ??= setTimeout(flush, groupMs)
  }
  const open = () => {
    source = new EventSource(address())
    for (const name of names) source.addEventListener(name, receive)
    source.addEventListener('open', () => {
      reportReachable(true)
      onOpen()
    })
    source.addEventListener('error', () => {
      // The browser reopens by itself after a cut; after a refusal it gives up and somebody has to ask why.
      if (source?.readyState === EventSource.CLOSED) {
        onOpen()
        reopenTimer = setTimeout(open, reopenMs)
      }
      onLost?.()
    })
  }
  open()
  return () => {
    source?.close()
    clearTimeout(flushTimer)
    clearTimeout(reopenTimer)
  }
}
