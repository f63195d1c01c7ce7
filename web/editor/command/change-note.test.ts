import { expect, test } from 'vitest'
import { given } from '../model/given-document.ts'
import { addNote } from './add-note.ts'
import { changeNote } from './change-note.ts'

test('a note is added, written on, coloured and resized', () => {
  const noted = addNote({ id: 'n', name: 'Note', position: [20, 40] }).apply(given.document([given.node('Note')]))
  const note = noted.nodes[1]!

  const changed = [
    changeNote(note, { content: '# Why' }),
    changeNote(note, { color: 4 }),
    changeNote(note, { width: 300, height: 90 }, [0, 0]),
  ].reduce((document, command) => command.apply(document), noted)

  expect(note).toMatchObject({ name: 'Note1', type: 'note', position: [20, 40] })
  expect(changed.nodes[1]).toMatchObject({ parameters: { content: '# Why', color: 4, width: 300, height: 90 }, position: [0, 0] })
})
