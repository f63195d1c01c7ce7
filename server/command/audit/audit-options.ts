/** What the sub-commands of `steward audit` are given; each takes some of it. */
export type AuditOptions = {
  readonly file: string | undefined
  readonly publicKey: string | undefined
  readonly checkpoints: string | undefined
  readonly workspace: string | undefined
  readonly installation: boolean
  readonly format: string | undefined
  readonly json: boolean
}
