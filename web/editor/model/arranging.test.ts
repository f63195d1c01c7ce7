import { expect, test } from 'vitest'
import { laidOut } from '../canvas/layout.worker.ts'
import { aligned, distributed, freePlace } from './arranging.ts'

const box = (x: number, y: number, width = 100, height = 50) => ({ x, y, width, height })

test('boxes are aligned by their sides and their middles', () => {
  const boxes = new Map([
    ['a', box(0, 0)],
    ['b', box(300, 100, 200, 90)],
  ])

  expect(aligned(boxes, 'left').get('b')).toEqual({ x: 0, y: 100 })
  expect(aligned(boxes, 'right').get('a')).toEqual({ x: 400, y: 0 })
  expect(aligned(boxes, 'middle').get('a')).toEqual({ x: 0, y: 70 })
  expect(aligned(boxes, 'bottom').get('a')).toEqual({ x: 0, y: 140 })
})

test('the gaps between boxes become alike, the outer ones stay', () => {
  const boxes = new Map([
    ['c', box(700, 9)],
    ['a', box(0, 7)],
    ['b', box(150, 8)],
  ])

  expect([...distributed(boxes, 'x')]).toEqual([
    ['a', { x: 0, y: 7 }],
    ['b', { x: 350, y: 8 }],
    ['c', { x: 700, y: 9 }],
  ])
})

test('a new node does not lie on another one', () => {
  const place = freePlace({ x: 3, y: 0 }, box(0, 0), [box(0, 0), box(40, 70)])

  expect(place).toEqual({ x: 0, y: 140 })
})

test('five hundred nodes are laid out from left to right, none on another', () => {
  const boxes = Array.from({ length: 500 }, (_, index) => [`${index}`, box(0, 0, 196, 56)] as const)
  const edges = boxes.slice(1).map((_, index) => [`${Math.floor(index / 2)}`, `${index + 1}`] as const)

  const laid = laidOut({ boxes, edges })

  expect(new Set(laid.map(([, { x, y }]) => `${Math.round(x / 196)} ${Math.round(y / 40)}`)).size).toBe(500)
  const places = new Map(laid)
  expect(edges.every(([from, to]) => places.get(from)!.x + 196 < places.get(to)!.x)).toBe(true)
})
