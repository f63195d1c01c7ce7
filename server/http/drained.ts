import type { ServerResponse } from 'node:http'

/** Waits until whoever reads the answer has read on; false when they have not in time, or are gone. */
export function drained(raw: ServerResponse, patienceMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (done: boolean) => {
      clearTimeout(timer)
      raw.off('drain', onDrain).off('close', onClose)
      resolve(done)
    }
    const onDrain = () => settle(true)
    const onClose = () => settle(false)
    const timer = setTimeout(onClose, patienceMs)
    raw.once('drain', onDrain).once('close', onClose)
    if (raw.destroyed) onClose()
  })
}
