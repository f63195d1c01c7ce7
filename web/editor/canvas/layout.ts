import type { Box } from '../model/draw-group.ts'

export type LayoutTask = {
  readonly boxes: readonly (readonly [string, Box])[]
  readonly edges: readonly (readonly [string, string])[]
}
export type Laid = readonly (readonly [string, { readonly x: number; readonly y: number }])[]

/** Lays a graph out from left to right, away from the page: it may take a second, and the page goes on. */
export function layOut(task: LayoutTask): Promise<Laid> {
  const worker = new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module' })
  return new Promise<Laid>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<Laid>) => resolve(data))
    worker.addEventListener('error', ({ message }) => reject(new Error(message)))
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- A worker has no origin to be told.
    worker.postMessage(task)
  }).finally(() => worker.terminate())
}
