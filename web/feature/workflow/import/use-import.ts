import type { ImportLine } from '@steward/contract/api/workflow'
import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { sentenceOf } from '../../../api/problem.ts'
import { reportTask, startTask, tasksQuery } from '../../../api/tasks.ts'
import { type ImportFile, checkFiles, importFiles } from '../../../api/workflows.ts'
import { type Refused, batches, collectFiles } from './collect-files.ts'

export type ImportState =
  | { readonly step: 'choose' }
  | { readonly step: 'checking'; readonly count: number }
  | {
      readonly step: 'checked'
      readonly files: ImportFile[]
      readonly lines: readonly ImportLine[]
      readonly refused: readonly Refused[]
    }
  | { readonly step: 'importing'; readonly done: number; readonly count: number }
  | { readonly step: 'done'; readonly lines: readonly ImportLine[] }
  | { readonly step: 'failed'; readonly message: string }

export type Importing = ReturnType<typeof useImport>

/** The way of files into the workspace: look first, then import, a portion at a time. */
export function useImport() {
  const client = useQueryClient()
  const [state, setState] = useState<ImportState>({ step: 'choose' })

  const check = async (files: ImportFile[], refused: readonly Refused[]) => {
    setState({ step: 'checking', count: files.length })
    try {
      const lines: ImportLine[] = []
      for (const batch of batches(files)) lines.push(...(await checkFiles(batch)).lines)
      setState({ step: 'checked', files, lines, refused })
    } catch (error) {
      setState({ step: 'failed', message: sentenceOf(error) })
    }
  }

  const run = async (files: ImportFile[]) => {
    const lines: ImportLine[] = []
    let done = 0
    setState({ step: 'importing', done, count: files.length })
    // In the tray of the shell too, so that somebody who goes elsewhere meanwhile sees how far it is.
    const task = files.length < 2 ? undefined : await begin(client, files.length)
    for (const batch of batches(files).flatMap(portions)) {
      try {
        lines.push(...(await importFiles(batch)).lines)
      } catch (error) {
        // One refused portion does not stop the others; its files are listed with the reason.
        lines.push(...batch.map(({ file }) => brokenLine(file, sentenceOf(error))))
      }
      done += batch.length
      setState({ step: 'importing', done, count: files.length })
      if (task !== undefined) await tell(task, { done, failed: failedIn(lines) })
    }
    if (task !== undefined)
      await tell(task, {
        done,
        failed: failedIn(lines),
        state: failedIn(lines) === lines.length ? 'failed' : 'done',
        resultPath: '/workflows',
      })
    setState({ step: 'done', lines })
    void client.invalidateQueries({ queryKey: ['workflows'] })
    return lines
  }

  return {
    state,
    run,
    reset: () => setState({ step: 'choose' }),
    takeText: (content: string, name: string) => check([{ file: name, content }], []),
    takeFiles: async (chosen: readonly File[]) => {
      setState({ step: 'checking', count: chosen.length })
      const { files, refused } = await collectFiles(chosen)
      if (files.length === 0) setState({ step: 'checked', files, lines: [], refused })
      else await check(files, refused)
    },
  }
}

/** So few at a time that the bar moves while they are imported. */
const portionFiles = 5

const portions = (batch: ImportFile[]): ImportFile[][] =>
  Array.from({ length: Math.ceil(batch.length / portionFiles) }, (_, at) =>
    batch.slice(at * portionFiles, (at + 1) * portionFiles),
  )

const failedIn = (lines: readonly ImportLine[]) => lines.filter(({ ok }) => !ok).length

/** Undefined where it cannot be shown, which is no reason not to import. */
async function begin(client: QueryClient, total: number): Promise<string | undefined> {
  const task = await startTask({ kind: 'import', subject: 'workflows.import', total }).catch(() => undefined)
  await client.invalidateQueries({ queryKey: tasksQuery.queryKey })
  return task?.id
}

const tell = (id: string, report: Parameters<typeof reportTask>[1]) => reportTask(id, report).catch(() => undefined)

const brokenLine = (file: string, problem: string): ImportLine => ({
  file,
  name: null,
  ok: false,
  nodes: 0,
  supported: 0,
  placeholders: [],
  problems: [problem],
  notices: [],
  effects: [],
})
