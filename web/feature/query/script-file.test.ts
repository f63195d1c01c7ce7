import { expect, test } from 'vitest'
import { readScript, textMax } from './script-file.ts'

const file = (...parts: BlobPart[]) => new File(parts, 'clean.sql')

test('a script is read as the text it is', async () => {
  expect(await readScript(file('\ufeffupdate orders\nset note = ’ä’;'))).toEqual({ text: 'update orders\nset note = ’ä’;' })
})

test('what is no text, or too much of it, is refused before it is sent', async () => {
  expect(await readScript(file(new Uint8Array([0xff, 0xfe, 0x00])))).toEqual({ fault: 'notText' })
  expect(await readScript(file('select 1\0'))).toEqual({ fault: 'notText' })
  expect(await readScript(file('x'.repeat(textMax + 1)))).toEqual({ fault: 'tooLarge' })
  expect(await readScript(file('ä'.repeat(textMax)))).toEqual({ text: 'ä'.repeat(textMax) })
  expect(await readScript(file(new Uint8Array(textMax * 4 + 1)))).toEqual({ fault: 'tooLarge' })
})
