import { boundsOf, type Box } from './draw-group.ts'

export type Alignment = 'left' | 'centre' | 'right' | 'top' | 'middle' | 'bottom'
export type Boxes = ReadonlyMap<string, Box>
type Places = ReadonlyMap<string, { readonly x: number; readonly y: number }>

export const gridStep = 20
export const snap = (value: number): number => Math.round(value / gridStep) * gridStep

/** Where boxes go so that their sides, or their middles, lie on one line. */
export function aligned(boxes: Boxes, to: Alignment): Places {
  const all = boundsOf([...boxes.values()])
  if (all === undefined) return new Map()
  const placed = ({ x, y, width, height }: Box) => {
    if (to === 'left') return { x: all.x, y }
    if (to === 'right') return { x: all.x + all.width - width, y }
    if (to === 'centre') return { x: all.x + (all.width - width) / 2, y }
    if (to === 'top') return { x, y: all.y }
    if (to === 'bottom') return { x, y: all.y + all.height - height }
    return { x, y: all.y + (all.height - height) / 2 }
  }
  return new Map([...boxes].map(([id, box]) => [id, placed(box)]))
}

/** Where boxes go so that the gaps between them are alike; the first and the last one stay. */
export function distributed(boxes: Boxes, along: 'x' | 'y'): Places {
  const size = along === 'x' ? 'width' : 'height'
  const sorted = [...boxes].toSorted(([, a], [, b]) => a[along] - b[along])
  const all = boundsOf([...boxes.values()])
  if (all === undefined || sorted.length < 3) return new Map()
  const filled = sorted.reduce((sum, [, box]) => sum + box[size], 0)
  const gap = (all[size] - filled) / (sorted.length - 1)
  let at = all[along]
  return new Map(
    sorted.map(([id, box]) => {
      const place = { x: box.x, y: box.y, [along]: at }
      at += box[size] + gap
      return [id, place]
    }),
  )
}

/** The wished place, or the nearest one below it where nothing lies. */
export function freePlace(
  wished: { readonly x: number; readonly y: number },
  size: Pick<Box, 'width' | 'height'>,
  taken: readonly Box[],
) {
  const margin = gridStep
  const place = { x: snap(wished.x), y: snap(wished.y) }
  const isTaken = ({ x, y, width, height }: Box) =>
    place.x < x + width + margin &&
    place.x + size.width + margin > x &&
    place.y < y + height + margin &&
    place.y + size.height + margin > y
  // As many steps as there are boxes lead below the last of them.
  for (let step = 0; step <= taken.length; step += 1) {
    const under = taken.find(isTaken)
    if (under === undefined) return place
    place.y = Math.ceil((under.y + under.height + margin) / gridStep) * gridStep
  }
  return place
}
