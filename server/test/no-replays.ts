import type { Replays } from '#hub/workflow'

/** Of an installation without executions. */
export const noReplays: Replays = {
  isOver: () => Promise.resolve(undefined),
  replay: () => Promise.reject(new Error('nothing is executed here, so nothing can be replayed')),
  usedVersions: () => Promise.resolve(new Set()),
}
