import type { LiveEvent } from '@steward/contract/api/execution'
import { useEffect, useRef } from 'react'
import { chosenWorkspace } from './chosen-workspace.ts'
import { reportReachable } from './reachability.ts'

const kinds = ['execution.changed', 'node.started', 'node.finished', 'workflow.changed', 'approval.changed'] as const
/** Events are handed over in groups, so that a fast workflow does not draw the page a thousand times a second. */
const groupMs = 100
const reopenMs = 3000

export type LiveFilter = { readonly workflowId?: string; readonly executionId?: string }
type Handlers = {
  readonly onEvents: (events: readonly LiveEvent[]) => void
  /** The stream is open from now on, for the first time or after a gap: what happened before has to be asked for. */
  readonly onOpen: () => void
}

/** Listens to what happens in the workspace for as long as the component lives; `undefined` listens to nothing. */
export function useLiveEvents(filter: LiveFilter | undefined, handlers: Handlers): void {
  const latest = useRef(handlers)
  useEffect(() => {
    latest.current = handlers
  })
  const query = filter === undefined ? undefined : new URLSearchParams(filter as Record<string, string>).toString()
  useEffect(() => {
    if (query === undefined) return undefined
    return listen(() => eventsAddress(query), {
      onEvents: (events) => latest.current.onEvents(events),
      onOpen: () => latest.current.onOpen(),
    })
  }, [query])
}

/** A stream of events takes no headers, so the address names the workspace. */
function eventsAddress(filter: string): string {
  const query = new URLSearchParams(filter)
  const workspace = chosenWorkspace()
  if (workspace !== undefined) query.set('workspace', workspace)
  return `/api/v1/events${query.size === 0 ? '' : `?${query}`}`
}

function listen(address: () => string, { onEvents, onOpen }: Handlers): () => void {
  let source: EventSource | undefined
  let waiting: LiveEvent[] = []
  let flushTimer: ReturnType<typeof setTimeout> | undefined
  let reopenTimer: ReturnType<typeof setTimeout> | undefined

  const flush = () => {
    flushTimer = undefined
    const events = waiting
    waiting = []
    onEvents(events)
  }
  const receive = (message: MessageEvent<string>) => {
    waiting.push(JSON.parse(message.data) as LiveEvent)
    flushTimer ??= setTimeout(flush, groupMs)
  }
  const open = () => {
    source = new EventSource(address())
    for (const kind of kinds) source.addEventListener(kind, receive)
    source.addEventListener('open', () => {
      reportReachable(true)
      onOpen()
    })
    source.addEventListener('error', () => {
      // The browser reopens by itself after a cut; after a refusal it gives up and somebody has to ask why.
      if (source?.readyState !== EventSource.CLOSED) return
      onOpen()
      reopenTimer = setTimeout(open, reopenMs)
    })
  }
  open()
  return () => {
    source?.close()
    clearTimeout(flushTimer)
    clearTimeout(reopenTimer)
  }
}
