import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { bareView, createScope, evaluate } from '#engine/expression'
import type { Item, JsonObject } from '@steward/contract/item'
import { encodeValue } from './encode-value.ts'

type Case = { readonly expression: string; readonly items: readonly Item[] }
type Answer = { readonly value: unknown } | { readonly error: string }

const usage = `usage: steward eval '<expression>' [--items <json or @file>] [--json]
       steward eval --cases <json or @file> --json`

/** `steward eval`: evaluates expressions without a workflow. 0 = evaluated, 1 = an expression failed, 2 = wrong use. */
export async function evalCommand(argv: string[]): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args: argv,
      allowPositionals: true,
      options: { items: { type: 'string' }, cases: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean' } },
    })
    if (values.help === true) return print(usage, 0)
    if (values.cases !== undefined) return evaluateCases(readCases(values.cases))
    const [expression] = positionals
    if (expression === undefined || positionals.length > 1) return complain(usage)
    const items = values.items === undefined ? [{ json: {} }] : readItems(readJson(values.items, '--items'))
    return evaluateOne({ expression, items }, values.json === true)
  } catch (error) {
    return complain(error instanceof Error ? error.message : String(error))
  }
}

function evaluateCases(cases: readonly Case[]): number {
  return print(JSON.stringify(cases.map(answer)), 0)
}

function evaluateOne(one: Case, asJson: boolean): number {
  const given = answer(one)
  if (asJson) return print(JSON.stringify(given), 'error' in given ? 1 : 0)
  if ('error' in given) return complain(given.error, 1)
  return print(typeof given.value === 'string' ? given.value : JSON.stringify(given.value, undefined, 2), 0)
}

/** An expression is what a parameter would hold; without the leading `=` and braces it is taken as bare code. */
function answer({ expression, items }: Case): Answer {
  const timezone = process.env['STEWARD_TIMEZONE'] ?? Intl.DateTimeFormat().resolvedOptions().timeZone
  const text = expression.startsWith('=') || expression.includes('{{') ? expression : `={{ ${expression} }}`
  try {
    return { value: encodeValue(evaluate(text, createScope(bareView(items, { timezone, nowMs: Date.now() })).at(0))) }
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) }
  }
}

function readJson(given: string, option: string): unknown {
  const text = given.startsWith('@') ? readFileSync(given.slice(1), 'utf8') : given
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Error(`${option} holds no valid JSON: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  }
}

function readItems(value: unknown): Item[] {
  if (value === undefined || value === null) return [{ json: {} }]
  if (!Array.isArray(value)) throw new Error('items are a JSON array, such as [{"json":{"a":1}}]')
  return value.map((each: unknown): Item => {
    if (!isObject(each)) throw new Error('each item is a JSON object')
    return isObject(each['json']) ? (each as unknown as Item) : { json: each as JsonObject }
  })
}

function readCases(given: string): Case[] {
  const cases = readJson(given, '--cases')
  if (!Array.isArray(cases)) throw new Error('--cases is a JSON array of {"expression", "items"}')
  return cases.map((each: unknown): Case => {
    if (!isObject(each) || typeof each['expression'] !== 'string') throw new Error('each case has an "expression"')
    return { expression: each['expression'], items: readItems(each['items']) }
  })
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function print(text: string, code: number): number {
  process.stdout.write(`${text}\n`)
  return code
}

function complain(text: string, code = 2): number {
  process.stderr.write(`${text}\n`)
  return code
}

if (import.meta.main) process.exitCode = await evalCommand(process.argv.slice(2))
