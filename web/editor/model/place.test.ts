import { expect, test } from 'vitest'
import { given } from './given-document.ts'
import { nodeWidth, place } from './place.ts'

const at = (name: string, x: number, y: number) => given.node(name, { position: [x, y] })

test('neighbours that stand too close are moved apart in width only', () => {
  const document = given.document([at('A', 0, 40), at('B', 200, 40)], [given.edge('A', 'B')])

  const { positions, stretch } = place(document)

  expect(positions.get('B')!.x - nodeWidth).toBeGreaterThanOrEqual(39)
  expect(positions.get('B')!.y).toBe(40)
  expect(stretch).toBeCloseTo(1.18)
})

test('a drawing with room stays as it is', () => {
  const document = given.document([at('A', 0, 0), at('B', 300, 0)], [given.edge('A', 'B')])

  expect(place(document)).toMatchObject({ stretch: 1 })
})

test('branches below each other do not stretch the drawing', () => {
  const document = given.document([at('A', 0, 0), at('B', 90, 200)], [given.edge('A', 'B')])

  expect(place(document).stretch).toBe(1)
})

test('nodes without places stand in the order of the edges', () => {
  const names = ['A', 'B', 'C', 'D']
  const edges = [given.edge('A', 'B'), given.edge('A', 'C'), given.edge('C', 'D'), given.edge('D', 'C')]

  const { positions } = place(
    given.document(
      names.map((name) => at(name, 0, 0)),
      edges,
    ),
  )

  expect(new Set([...positions.values()].map(({ x, y }) => `${x} ${y}`)).size).toBe(4)
  expect(positions.get('B')!.x).toBe(positions.get('C')!.x)
  expect(positions.get('D')!.x).toBeGreaterThan(positions.get('C')!.x)
})
