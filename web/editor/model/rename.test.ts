import { expect, test } from 'vitest'
import { given } from './given-document.ts'
import { withNode } from './rename.ts'

const rename = (parameters: Record<string, unknown>, from: string, to: string) => {
  const nodes = [given.node(from), given.node('Other', { parameters })]
  return withNode(given.document(nodes, [], { pins: { [from]: [{ json: {} }] } }), { ...nodes[0]!, name: to })
}

test('expressions and code that name the node follow its new name', () => {
  const { nodes } = rename(
    { a: `={{ $('Get').item.json.a + $node["Get"].json.b + $node.Get.json.c }}`, list: [{ code: '$items("Get", 0)' }] },
    'Get',
    "It's",
  )

  expect(nodes[1]!.parameters).toEqual({
    a: `={{ $('It\\'s').item.json.a + $node["It's"].json.b + $node["It's"].json.c }}`,
    list: [{ code: `$items("It's", 0)` }],
  })
})

test('other texts with the same words stay as they are', () => {
  const parameters = { text: 'Get it', url: "={{ $json['Get'] }}", near: "={{ $('Get more').item }}" }

  expect(rename(parameters, 'Get', 'Take').nodes[1]!.parameters).toEqual(parameters)
})

test('pinned items stay with their node', () => {
  expect(rename({}, 'Get', 'Take').pins).toEqual({ Take: [{ json: {} }] })
})

test('a name with signs of a pattern is only text', () => {
  expect(rename({ a: `={{ $('$& (1)').item }}` }, '$& (1)', '$1').nodes[1]!.parameters).toEqual({ a: `={{ $('$1').item }}` })
})
