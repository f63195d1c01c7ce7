export type Finding = {
  readonly subject: string
  readonly state: 'fine' | 'doubtful' | 'broken'
  readonly says: string
}
