import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createSecretBox, loadEncryptionKey } from './secret-box.ts'

test('what is locked can be opened for the same record, and only there', () => {
  const box = createSecretBox(randomBytes(32))
  const locked = box.lock('hunter2 ✓', 'connection 1')

  expect(box.open(locked, 'connection 1')).toBe('hunter2 ✓')
  expect(() => box.open(locked, 'connection 2')).toThrow('belongs to another record')
  expect(locked).not.toContain('hunter2')
  expect(box.lock('hunter2 ✓', 'connection 1')).not.toBe(locked)
})

test('a changed box does not open, wherever it was changed', () => {
  const box = createSecretBox(randomBytes(32))
  const locked = box.lock('hunter2', 'c')

  for (let at = 0; at < locked.length - 1; at += 7) {
    const changed = locked.slice(0, at) + (locked[at] === 'A' ? 'B' : 'A') + locked.slice(at + 1)
    expect(() => box.open(changed, 'c')).toThrow()
  }
  expect(() => box.open('', 'c')).toThrow('not in a form')
})

test('another key is told apart from damage', () => {
  const locked = createSecretBox(randomBytes(32)).lock('hunter2', 'c')

  expect(() => createSecretBox(randomBytes(32)).open(locked, 'c')).toThrow('Bring the former encryption key back')
})

test('the key is made once, readable by its owner alone, and the set one wins', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'steward-key-'))
  const path = join(dataDir, 'encryption.key')

  const first = loadEncryptionKey({ encryptionKey: undefined, dataDir })
  const second = loadEncryptionKey({ encryptionKey: undefined, dataDir })
  const own = randomBytes(32)

  expect(second).toEqual(first)
  expect(first).toHaveLength(32)
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(loadEncryptionKey({ encryptionKey: own, dataDir })).toBe(own)
  writeFileSync(path, 'broken')
  expect(() => loadEncryptionKey({ encryptionKey: undefined, dataDir })).toThrow('holds no encryption key')
  expect(readFileSync(path, 'utf8')).toBe('broken')
  rmSync(dataDir, { recursive: true })
  expect(() => loadEncryptionKey({ encryptionKey: undefined, dataDir })).toThrow('cannot be written')
})
