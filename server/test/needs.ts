import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type TestFunction, test } from 'vitest'

/**
 * A test that calls a program which not every machine has. Where it is missing
 * the test is skipped, and `npm test` names the program at its end; with CI=true
 * it fails, because there everything has to be tried.
 */
export function needs(program: string): (title: string, body: TestFunction) => void {
  const isMissing = !(process.env['PATH'] ?? '').split(delimiter).some((folder) => isProgram(join(folder, program)))
  return (title, body) => {
    const named = `${title} (needs ${program})`
    if (isMissing && process.env['CI'] === 'true') {
      test(named, () => {
        throw new Error(`${program} is not installed here, and with CI=true nothing is skipped for that.`)
      })
    } else test.skipIf(isMissing)(named, body)
  }
}

/** A test that only some users may run, such as root. No installing helps, so it is skipped everywhere else. */
export function needsRight(right: string, isHeld: boolean): (title: string, body: TestFunction) => void {
  return (title, body) => test.skipIf(!isHeld)(`${title} (needs ${right})`, body)
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
