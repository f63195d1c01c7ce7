import { existsSync, readFileSync } from 'node:fs'
import type { KeyObject } from 'node:crypto'
import { setLogLevel } from '#base/log'
import { readSettings } from '#base/settings'
import { StartError } from '#base/start-error'
import { type Databases, openDatabases } from '#db'
import {
  anchorFileIn,
  type ChainVerdict,
  ExportFault,
  listChains,
  readCheckpoints,
  readPublicKeys,
  readTrustedKeys,
  verifyExport,
  verifyLog,
} from '#hub/audit'
import { findWorkspacesNamed } from '#hub/tenant'
import type { AuditOptions } from './audit-options.ts'
import { describeVerdict, type Named } from './describe-verdict.ts'

type Evidence = {
  readonly keys: ReadonlyMap<string, KeyObject>
  readonly copies: Awaited<ReturnType<typeof readCheckpoints>>
  readonly see?: Parameters<typeof verifyExport>[1]['see']
}

/** `steward audit verify`: of a file, or of the installation of this folder. */
export async function verifyCommand({ file, publicKey, checkpoints, json }: AuditOptions): Promise<number> {
  const keys = trustedKeys(publicKey)
  const copies = checkpoints === undefined ? [] : await readCopies(checkpoints)
  const verdicts = file === undefined ? await verifyInstallation({ keys, copies }) : await verifyFile(file, { keys, copies })
  process.stdout.write(json ? `${JSON.stringify(verdicts)}\n` : describeVerdict(verdicts, keys.size > 0))
  return verdicts.every(({ verdict }) => verdict.holds) ? 0 : 1
}

/** Those of a file, else those of the data folder, where there is one. */
export const trustedKeys = (publicKey: string | undefined): ReadonlyMap<string, KeyObject> =>
  publicKey === undefined ? (readTrustedKeys(dataDirOf()) ?? new Map<string, KeyObject>()) : readKeyFile(publicKey)

/** An auditor's machine has no settings of Steward, and needs none. */
const dataDirOf = () => readSettings().dataDir

/** Of an export; `see` is shown every line of it. */
export async function verifyFile(file: string, { keys, copies, see }: Evidence): Promise<Named[]> {
  if (!existsSync(file)) throw new StartError(`There is no file ${file}.`)
  try {
    const { head, verdict } = await verifyExport(file, { keys, checkpoints: copies, ...(see === undefined ? {} : { see }) })
    return [{ name: head.workspace, verdict: needsAnchor(verdict) }]
  } catch (error) {
    throw error instanceof ExportFault ? new StartError(`${file} cannot be verified. ${error.message}`) : error
  }
}

/** Every export is signed when it is made, so one without a signature that counts has lost it. */
function needsAnchor(verdict: ChainVerdict): ChainVerdict {
  if (verdict.lines === 0 || verdict.anchored.upTo > 0 || !verdict.anchored.holds) return verdict
  const broken = { seq: verdict.lastSeq, id: null, reason: 'no line of the file is covered by a signature' }
  return { ...verdict, holds: false, anchored: { ...verdict.anchored, holds: false, broken } }
}

async function verifyInstallation({ keys, copies }: Evidence): Promise<Named[]> {
  const settings = readSettings()
  setLogLevel(settings.logLevel === 'info' ? 'warn' : settings.logLevel)
  const db = await openDatabases(settings, { migrate: false })
  try {
    const about = { db, notary: { trusted: keys, anchorFile: anchorFileIn(settings.dataDir) }, copies }
    const named: Named[] = []
    for (const chain of await listChains(about))
      named.push({ name: await nameOf(db, chain), verdict: await verifyLog(about, chain) })
    return named
  } finally {
    await db.close()
  }
}

const nameOf = async (db: Databases, chain: string) => (await findWorkspacesNamed(db, chain))[0]?.name ?? null

function readKeyFile(path: string): ReadonlyMap<string, KeyObject> {
  try {
    return readPublicKeys(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new StartError(`The public key cannot be read from ${path}: ${(error as Error).message}.`)
  }
}

async function readCopies(path: string): Promise<Evidence['copies']> {
  const copies = existsSync(path) ? await readCheckpoints(path) : []
  if (copies.length === 0) throw new StartError(`The file ${path} holds no checkpoint.`)
  return copies
}
