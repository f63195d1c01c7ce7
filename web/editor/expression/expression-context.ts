/** Where an expression is worked out; what is left out follows from the panes around the field. */
export type ExpressionContext = {
  readonly workflowId: string | undefined
  readonly nodeId: string
  readonly executionId: string | undefined
  readonly itemIndex?: number | undefined
}
