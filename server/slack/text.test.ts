import { expect, test } from 'vitest'
import { codeBlock, linkText, plainText } from './text.ts'

test.each([
  ['<!channel> & <@U123>', '&lt;!channel&gt; &amp; &lt;@U123&gt;'],
  ['<https://evil.example|your bank>', '&lt;https://evil.example|your bank&gt;'],
  ['*bold* `code`', '\u2060*\u2060bold\u2060*\u2060 \u2060`\u2060code\u2060`\u2060'],
])('%j means nothing to Slack', (text, plain) => expect(plainText(text)).toBe(plain))

test('what is too long for Slack is cut, and never in the middle of a character', () => {
  expect(plainText('a'.repeat(5_000))).toHaveLength(2_900)
  expect(plainText(`${'a'.repeat(8)}😀b`, 10)).toBe(`${'a'.repeat(8)}…`)
})

test('what is written longer than it is is cut by what Slack is sent, and no character in its middle', () => {
  expect(plainText('<'.repeat(2_000))).toBe(`${'&lt;'.repeat(724)}…`)
  expect(codeBlock('&'.repeat(2_000), 2_500)).toBe(`\`\`\`${'&amp;'.repeat(499)}…\`\`\``)
  expect(codeBlock('&'.repeat(500), 2_500)).toBe(`\`\`\`${'&amp;'.repeat(500)}\`\`\``)
})

test.each([4, 5, 6, 7])('%d backticks do not leave a block of code', (count) => {
  expect(codeBlock(`a${'`'.repeat(count)}`).slice(3, -3)).not.toContain('``')
  expect(codeBlock(`a${'`'.repeat(count)}`)).toMatch(/[^`]`{3}$/)
})

test('a block of code cannot be left', () => {
  expect(codeBlock('``` <!here>')).toBe('```\u0060\u2060\u0060\u2060\u0060 &lt;!here&gt;```')
})

test('a link leads nowhere else', () => {
  expect(linkText('https://steward.example/a|b>c', 'See <it>')).toBe('<https://steward.example/a%7Cb%3Ec|See &lt;it&gt;>')
})
