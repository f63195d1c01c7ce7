import { randomInt } from 'node:crypto'
import { hashToken } from '../token.ts'

export const recoveryCodeCount = 10

/** Without what looks alike on paper: 0 and o, 1, l and i. */
const letters = 'abcdefghjkmnpqrstuvwxyz23456789'
const groups = 4
const groupLength = 4

/** 16 letters of 31: almost 80 random bits, so that a plain SHA-256 is a sufficient lock. */
export function newRecoveryCode(): string {
  const group = () => Array.from({ length: groupLength }, () => letters[randomInt(letters.length)]).join('')
  return Array.from({ length: groups }, group).join('-')
}

/** However it was typed. Undefined for what cannot be one. */
export function readRecoveryCode(typed: string): string | undefined {
  const plain = typed.toLowerCase().replaceAll(/[\s-]/g, '')
  return plain.length === groups * groupLength ? plain : undefined
}

export const hashRecoveryCode = (code: string): Buffer => hashToken(readRecoveryCode(code) ?? code)
