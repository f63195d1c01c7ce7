import type { Analysis, TargetQuery } from '../target.ts'
import { TargetError } from '../target.ts'
import { classify, fingerprintOf } from './classify.ts'
import { findingsOf } from './findings.ts'
import { methods } from './operation/methods.ts'
import type { Operation } from './operation/operation.ts'
import { toOperation } from './operation/to-operation.ts'
import { readScript, type ScriptReading } from './script/read-script.ts'
import { parseQuery } from './shell/parse-query.ts'

export type ReadQuery = { readonly analysis: Analysis; readonly operation: Operation | null; readonly line: number | null }

/** Reads a text and says what it would do. A text that is refused is told so, with the reason, and has no operation. */
export function readText(text: string, form: TargetQuery['form']): ReadQuery {
  try {
    return form === 'script' ? { analysis: ofScript(readScript(text)), operation: null, line: null } : ofQuery(text)
  } catch (error) {
    if (!(error instanceof TargetError)) throw error
    return { analysis: ofRefused(text, error), operation: null, line: null }
  }
}

function ofQuery(text: string): ReadQuery {
  const call = parseQuery(text)
  const operation = toOperation(call)
  const { class: own, effect, tables } = classify(operation)
  const analysis: Analysis = {
    class: own,
    effect,
    statements: [{ text: text.trim(), line: call.line, class: own, kind: call.method.name }],
    tables,
    findings: findingsOf(operation, call.line),
    refusal: null,
    fingerprint: fingerprintOf([operation]),
    estimate: null,
    undo: undoOf(operation),
  }
  return { analysis, operation, line: call.line }
}

/** Whether what was there before can be kept, and brought back. */
function undoOf(operation: Operation): Analysis['undo'] {
  if (operation.kind === 'change') return { isPossible: true, reason: null }
  if (operation.kind === 'schema')
    return { isPossible: false, reason: 'Collections and indexes are not brought back by Steward.' }
  const { class: own } = classify(operation)
  return own === 'write' ? { isPossible: false, reason: 'What $out and $merge replace is not kept.' } : null
}

function ofScript(script: ScriptReading): Analysis {
  const findings: Analysis['findings'] = [
    ...script.dynamicLines.map((line) => ({
      rule: 'dynamic_access',
      severity: 'warning' as const,
      text: 'What is called here is only known when the script runs, so it is taken for the strongest.',
      hint: 'Write the name of the method out.',
      line,
    })),
    ...script.calls
      .filter(
        (call) =>
          ['updateMany', 'deleteMany', 'remove'].includes(call.method) && (!call.hasCondition || /\(\s*\{\s*\}/.test(call.text)),
      )
      .map((call) => ({
        rule: 'missing_filter',
        severity: 'error' as const,
        text: `${call.method} without a condition meets every document.`,
        line: call.line,
      })),
  ]
  return {
    class: script.class,
    effect: script.effect,
    statements: script.calls.map((call) => ({
      text: call.text,
      line: call.line,
      class: methods[call.method]?.class ?? 'schema',
      kind: call.method,
    })),
    tables: script.tables,
    findings,
    refusal: null,
    fingerprint: fingerprintOf(script.calls.map((call) => ({ kind: call.method, collection: call.collection ?? '' }))),
    estimate: null,
    undo:
      script.class === 'write'
        ? { isPossible: true, reason: null }
        : script.class === 'schema'
          ? { isPossible: false, reason: 'A script that changes collections or indexes is not taken back by Steward.' }
          : null,
  }
}

function ofRefused(text: string, error: TargetError): Analysis {
  return {
    class: 'refused',
    effect: 'execute',
    statements: [],
    tables: [],
    findings: [],
    refusal: error.message,
    fingerprint: fingerprintOf([{ kind: 'refused', collection: text }]),
    estimate: null,
    undo: null,
  }
}
