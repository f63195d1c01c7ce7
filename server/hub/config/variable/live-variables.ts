import type { Logger } from 'pino'
import type { SecretBox } from '#base/secret-box'
import { WorkspaceMemory } from '#base/workspace-memory'
import type { Databases } from '#db'
import { openValue } from './locked-value.ts'
import { listVariableRows, type StoredVariable } from './variable.store.ts'

/** Says of which workspace variables have changed. */
export const variableChannel = 'variables'
/** A hint may be lost with a connection, so what is older is read again, while it is still used. */
const freshMs = 30_000
const workspacesMax = 500

/** What one execution sees of the variables. */
export type VariableSet = {
  readonly values: Readonly<Record<string, string>>
  /** The secret ones among the values, which are to be hidden in logs and messages. */
  readonly hidden: readonly string[]
}

/** For which execution: `userId` only where somebody starts a workflow by hand. */
export type VariablesFor = { readonly workspaceId: string; readonly workflowId: string; readonly userId: string | null }

const none: VariableSet = { values: Object.freeze({}), hidden: [] }

type Opened = Pick<StoredVariable, 'name' | 'scope' | 'workflowId' | 'userId' | 'secret'> & { readonly plain: string }
type Entry = {
  readonly variables: readonly Opened[]
  /** By workflow and person. */
  readonly sets: Map<string, VariableSet>
}

/** The variables of workspaces in the memory of this process, ready for executions. */
export class LiveVariables {
  private readonly memory: WorkspaceMemory<Entry>
  private readonly db: Databases
  private readonly box: SecretBox
  private readonly log: Pick<Logger, 'warn'>

  constructor(parts: { readonly db: Databases; readonly box: SecretBox; readonly log: Pick<Logger, 'warn'> }) {
    this.db = parts.db
    this.box = parts.box
    this.log = parts.log
    this.memory = new WorkspaceMemory(async (workspaceId) => {
      const rows = await listVariableRows(this.db, workspaceId)
      return { variables: rows.flatMap((row) => this.open(row)), sets: new Map() }
    }, workspacesMax)
  }

  /** Hears of changes by other processes; resolves with what stops that. */
  async watch(): Promise<() => Promise<void>> {
    return await this.db.listen('config', variableChannel, (workspaceId) =>
      this.forget(workspaceId === '' ? undefined : workspaceId),
    )
  }

  /** A person's own count where they start a workflow by hand, and in nothing that goes on without them. */
  readonly ofExecution = (head: Omit<VariablesFor, 'userId'> & { readonly mode: string; readonly createdBy: string | null }) => {
    const { workspaceId, workflowId, mode, createdBy } = head
    return this.of({ workspaceId, workflowId, userId: mode === 'manual' ? createdBy : null })
  }

  /** At once where they are known; a promise where the database has to be asked. */
  of(wanted: VariablesFor): VariableSet | Promise<VariableSet> {
    const { workspaceId } = wanted
    const known = this.memory.known(workspaceId)
    if (known === undefined) return this.memory.read(workspaceId).then((read) => setOf(read, wanted))
    if (known.ageMs > freshMs)
      this.memory
        .read(workspaceId)
        .catch((error: unknown) =>
          this.log.warn(
            { err: error },
            'The variables of a workspace could not be read again; those known are used until they can.',
          ),
        )
    return setOf(known.value, wanted)
  }

  forget(workspaceId: string | undefined): void {
    this.memory.forget(workspaceId)
  }

  /** One that cannot be opened must not stop the executions that do not ask for it. */
  private open(row: StoredVariable): Opened[] {
    const { name, scope, workflowId, userId, secret } = row
    try {
      return [{ name, scope, workflowId, userId, secret, plain: openValue(this.box, row) }]
    } catch {
      this.log.warn({ variable: row.id, workspace: row.workspaceId }, 'A secret variable cannot be decrypted and is left out.')
      return []
    }
  }
}

/** Who of one name counts: what a person has set for themselves before the workflow's, and that before the workspace's. */
const order = ['global', 'workflow', 'user'] as const

function setOf({ variables, sets }: Entry, { workflowId, userId }: VariablesFor): VariableSet {
  if (variables.length === 0) return none
  const key = `${workflowId} ${userId ?? ''}`
  const known = sets.get(key)
  if (known !== undefined) return known
  const seen = new Map<string, Opened>()
  for (const scope of order) {
    for (const one of variables) {
      if (one.scope !== scope) continue
      if (scope === 'workflow' && one.workflowId !== workflowId) continue
      if (scope === 'user' && one.userId !== userId) continue
      seen.set(one.name, one)
    }
  }
  const values = Object.freeze(Object.fromEntries([...seen].map(([name, { plain }]) => [name, plain])))
  const made = { values, hidden: [...seen.values()].flatMap(({ secret, plain }) => (secret ? plain : [])) }
  // People come and go; workflows alone are few enough.
  if (sets.size > 1_000) sets.clear()
  sets.set(key, made)
  return made
}
