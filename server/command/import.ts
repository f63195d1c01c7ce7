import { parseArgs } from 'node:util'
import type { ImportLine } from '@steward/contract/api/workflow'
import { brokenLine, importLines } from '#engine/document'
import { catalog } from '#nodes'
import { describeImportLine, describeTotals } from './import-report.ts'
import { postImport, type ImportFile } from './import-remote.ts'
import { findWorkflowFiles, readTextFile } from './workflow-files.ts'

const usage = 'usage: steward import <file or folder>… [--check] [--activate] [--workspace <name>] [--json]'

type Wanted = {
  readonly files: readonly string[]
  readonly check: boolean
  readonly activate: boolean
  readonly json: boolean
  readonly workspace: string | undefined
}

/** Imports workflow files into the running installation, or with `--check` only says what they would bring, without any server. */
export async function importCommand(argv: string[]): Promise<number> {
  const wanted = readArguments(argv)
  if ('problem' in wanted) {
    process.stderr.write(`${wanted.problem}\n${usage}\n`)
    return 2
  }
  const lines: ImportLine[] = []
  const print = (line: ImportLine) => {
    lines.push(line)
    process.stdout.write(wanted.json ? `${JSON.stringify(line)}\n` : describeImportLine(line))
  }
  if (wanted.check) for (const file of wanted.files) for (const line of checkFile(file)) print(line)
  else {
    const problem = await importFiles(wanted, print)
    if (problem !== undefined) {
      process.stderr.write(`${problem}\n`)
      return 1
    }
  }
  if (!wanted.json) process.stdout.write(describeTotals(lines, wanted.check))
  return lines.every((line) => line.ok) ? 0 : 1
}

function readArguments(argv: string[]): Wanted | { readonly problem: string } {
  const flag = { type: 'boolean', default: false } as const
  try {
    const { values, positionals } = parseArgs({
      args: argv,
      allowPositionals: true,
      options: { check: flag, activate: flag, json: flag, workspace: { type: 'string' } },
    })
    if (positionals.length === 0) return { problem: 'Name at least one workflow file or folder.' }
    const found = findWorkflowFiles(positionals)
    return 'problem' in found ? found : { files: found.files, ...values, workspace: values.workspace }
  } catch (error) {
    return { problem: messageOf(error) }
  }
}

function checkFile(file: string): ImportLine[] {
  try {
    return importLines(file, readTextFile(file), catalog)
  } catch (error) {
    return [brokenLine(file, `The file cannot be read: ${messageOf(error)}.`)]
  }
}

/** Sends what can be read; the sentence that is returned says why nothing could be sent at all. */
async function importFiles(wanted: Wanted, print: (line: ImportLine) => void): Promise<string | undefined> {
  const readable: ImportFile[] = []
  for (const file of wanted.files) {
    try {
      readable.push({ file, content: readTextFile(file) })
    } catch (error) {
      print(brokenLine(file, `The file cannot be read: ${messageOf(error)}.`))
    }
  }
  return postImport(readable, wanted, print)
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
