import type { JsonObject } from '@steward/sdk/node'
import { expect, test } from 'vitest'
import { callNode, jsonOf } from '../../test/call-node.ts'
import definitions from './index.ts'

const [html, htmlExtract] = definitions
const page = '<h1>News <i>of</i>\n today</h1><p>one</p><p> two <a href="/x">more</a></p><input id="q" value="v">'
const extract = async (values: JsonObject[], options: JsonObject = {}, version = 1.2) =>
  jsonOf(
    await callNode(html!, {
      parameters: { operation: 'extractHtmlContent', extractionValues: { values }, options },
      items: [{ data: page }],
      version,
    }),
  )[0]

test('text, HTML, attributes and form values are read by selector', async () => {
  const values = [
    { key: 'all', cssSelector: 'p', returnArray: true },
    { key: 'link', cssSelector: 'a', returnValue: 'attribute', attribute: 'href' },
    { key: 'raw', cssSelector: 'h1', returnValue: 'html' },
    { key: 'field', cssSelector: '#q', returnValue: 'value' },
  ]
  expect(await extract(values)).toEqual({ all: ['one', 'two more [/x]'], link: '/x', raw: 'News <i>of</i>\n today', field: 'v' })
})

test('elements can be left out of a text, and white space cleaned up', async () => {
  expect(await extract([{ key: 't', cssSelector: 'body', skipSelectors: 'h1, a' }], { cleanUpText: true })).toEqual({
    t: 'onetwo',
  })
})

test('before version 1.2 the text is what the elements hold', async () => {
  expect(await extract([{ key: 't', cssSelector: 'p' }], {}, 1.1)).toEqual({ t: 'one two more' })
})

test('a selector that makes no sense is named', async () => {
  await expect(extract([{ key: 't', cssSelector: 'p[' }])).rejects.toThrow('"p[" is not a CSS selector')
})

test('a missing property is named', async () => {
  const call = callNode(htmlExtract!, { parameters: { dataPropertyName: 'body.html' }, items: [{ body: {} }] })
  await expect(call).rejects.toThrow('No property named "body.html" exists!')
})

test('a template is filled for every item', async () => {
  const outputs = await callNode(html!, {
    parameters: { html: '<b>{{ $json.n }}</b>' },
    items: [{ n: 1 }, { n: 2 }],
    evaluate: (_, index) => `<b>${index + 1}</b>`,
  })
  expect(jsonOf(outputs)).toEqual([{ html: '<b>1</b>' }, { html: '<b>2</b>' }])
})

test('all items become one table', async () => {
  const parameters = { operation: 'convertToHtmlTable', options: { customStyling: true, capitalize: true, caption: 'All' } }
  const [item] = jsonOf(await callNode(html!, { parameters, items: [{ first_name: 'Ada' }, { ok: true }] }))
  expect(item?.['table']).toContain('<caption>All</caption><thead  ><tr><th>First Name</th><th>Ok</th></tr></thead>')
  expect(item?.['table']).toContain('<input type="checkbox" checked="checked"/>')
})
