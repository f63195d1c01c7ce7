import type { BlobStore } from '#base/blob-store'
import type { SecretBox } from '#base/secret-box'
import type { Databases } from '#db'
import type { Actor, RequestScope } from '#http'
import type { SecretSources } from '#hub/connector'
import type { Gate } from '#hub/effect'
import type { Reach, Target, TargetKind } from '#target'

/** What is the same for every query of an installation. */
export type AccessContext = {
  /** Across workspaces, for what is done without a request. */
  readonly databases: Databases
  readonly box: SecretBox
  readonly sources: SecretSources
  readonly gate: Gate
  readonly openTarget: (kind: TargetKind, reach: Reach, options: { readonly isForReading: boolean }) => Target
  /** Where sealed results lie. */
  readonly files: BlobStore
  readonly clock: () => Date
  /** Whether databases at private addresses are refused. */
  readonly denyPrivate: boolean
}

/** Who asks for something here, and with what. */
export type AccessScope = RequestScope & AccessContext & { readonly actor: Actor }
