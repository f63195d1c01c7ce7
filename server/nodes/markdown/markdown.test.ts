import { expect, test } from 'vitest'
import { jsonAfter as run } from '../../test/call-node.ts'
import markdown from './index.ts'

test('Markdown and HTML turn into each other', async () => {
  expect(await run(markdown, { mode: 'markdownToHtml', markdown: '# T\n\na *b*' }, [{ q: 1 }])).toEqual([
    { q: 1, data: '<h1 id="t">T</h1>\n<p>a <em>b</em></p>' },
  ])
  expect(await run(markdown, { html: '<h1>T</h1><p>x</p>', destinationKey: 'x.y' }, [{}])).toEqual([{ x: { y: '# T\n\nx' } }])
})
