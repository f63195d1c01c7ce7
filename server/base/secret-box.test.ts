import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fixedKeys, openKeys, writeKeyFile } from './keyring.ts'
import { boxPattern, createSecretBox } from './secret-box.ts'

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

  const first = openKeys({ encryptionKey: undefined, dataDir }).present().key
  const second = openKeys({ encryptionKey: undefined, dataDir }).present().key
  const own = randomBytes(32)

  expect(second).toEqual(first)
  expect(first).toHaveLength(32)
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(openKeys({ encryptionKey: own, dataDir }).present().key).toBe(own)
  writeFileSync(path, 'broken')
  expect(() => openKeys({ encryptionKey: undefined, dataDir })).toThrow('holds no encryption key')
  expect(readFileSync(path, 'utf8')).toBe('broken')
  rmSync(dataDir, { recursive: true })
  expect(() => openKeys({ encryptionKey: undefined, dataDir })).toThrow('cannot be written')
})

test('after a change of the key what was locked before opens, and what is locked anew needs the former one no more', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'steward-key-'))
  const keys = openKeys({ encryptionKey: undefined, dataDir })
  const box = createSecretBox(keys)
  const former = keys.present()
  const before = box.lock('hunter2', 'c')

  const next = randomBytes(32)
  writeKeyFile(dataDir, [next, former.key])
  const other = createSecretBox(openKeys({ encryptionKey: undefined, dataDir }))
  const elsewhere = other.lock('of another process', 'c')

  // A key it has not heard of makes it look again.
  expect(box.open(elsewhere, 'c')).toBe('of another process')
  expect(box.open(before, 'c')).toBe('hunter2')
  const anew = box.relock(before)
  expect(anew).toMatch(boxPattern)
  expect(box.relock(anew ?? '')).toBeUndefined()
  const alone = createSecretBox(next)
  expect(alone.open(anew ?? '', 'c')).toBe('hunter2')
  expect(() => alone.open(before, 'c')).toThrow('Bring the former encryption key back')
  expect(() => alone.open(anew ?? '', 'another record')).toThrow('belongs to another record')
  expect(statSync(join(dataDir, 'encryption.key')).mode & 0o777).toBe(0o600)
  rmSync(dataDir, { recursive: true })
})

const firstForm =
  'v1.b365f7d5.iOo_6ctykVCYso9ZFjEq3nr0c6NIjexUri5YX_ZDtRp8vuz-ZoP_j60Zm3EgPgjjoSeEj71c5wHHZ_wh.iW3JuLW7vkgrQvo7Eb4IiU3bniYAWiN5DiL0HvlJJLi3Q88'

test('a box of the first form opens, and is locked anew with its context only', () => {
  const key = Buffer.alloc(32, 7)
  const box = createSecretBox(fixedKeys([randomBytes(32), key]))

  expect(box.open(firstForm, 'connection 1')).toBe('hunter2')
  expect(() => box.relock(firstForm)).toThrow('only with its context')
  expect(box.open(box.relock(firstForm, 'connection 1') ?? '', 'connection 1')).toBe('hunter2')
  expect(() => box.relock(firstForm, 'connection 2')).toThrow('belongs to another record')
})
