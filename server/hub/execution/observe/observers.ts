import type { ExecutionEvents } from '#engine/host'

/** Tells several what is told to one. */
export function tellAll(observers: readonly ExecutionEvents[]): ExecutionEvents {
  return {
    executionChanged: (head, standing) => {
      for (const observer of observers) observer.executionChanged(head, standing)
    },
    nodeStarted: (live, node, runIndex) => {
      for (const observer of observers) observer.nodeStarted(live, node, runIndex)
    },
    nodeFinished: (live, record) => {
      for (const observer of observers) observer.nodeFinished(live, record)
    },
  }
}
