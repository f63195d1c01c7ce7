import { Counter, Gauge, Histogram, type Registry } from 'prom-client'
import type { NodeRecord, PlanNode } from '#engine/core'
import type { ExecutionEvents, ExecutionHead, LiveExecution, Standing } from '#engine/host'

/** Workflows that get labels of their own; what comes later is counted together, so that the number of series stays bounded. */
const workflowsMax = 200
const other = 'other'

type Ended = { readonly completed: Bound; readonly failed: Bound; readonly cancelled: Bound; readonly seconds: Observing }
type Bound = { inc(): void }
type Observing = { observe(seconds: number): void }

/** Rate, errors and duration per workflow, and what its nodes did, of the executions this process walks. */
export class WorkflowMeter implements ExecutionEvents {
  private readonly ended: Counter<'workflow' | 'status'>
  private readonly duration: Histogram<'workflow'>
  private readonly names: Gauge<'workflow' | 'name'>
  private readonly nodes: Counter<'type' | 'status'>
  private readonly retries: Counter<'type'>
  private readonly effects: Counter<'class' | 'outcome'>
  private readonly byWorkflow = new Map<string, Ended>()
  private readonly bound = new Map<string, Bound>()

  constructor(registry: Registry) {
    const registers = [registry]
    this.ended = new Counter({
      name: 'steward_executions_ended_total',
      help: `Executions that ended, by id of the workflow (the first ${workflowsMax} of a process, then "other") and status.`,
      labelNames: ['workflow', 'status'],
      registers,
    })
    this.duration = new Histogram({
      name: 'steward_execution_duration_seconds',
      help: 'Time from the start of an execution to its end, waits included, by id of the workflow.',
      labelNames: ['workflow'],
      buckets: [0.01, 0.1, 1, 10, 60, 600, 3600],
      registers,
    })
    this.names = new Gauge({
      name: 'steward_workflow_info',
      help: 'Names of the workflows that other metrics know by their id.',
      labelNames: ['workflow', 'name'],
      registers,
    })
    this.nodes = new Counter({
      name: 'steward_node_executions_total',
      help: 'Node executions, by type of the node and status.',
      labelNames: ['type', 'status'],
      registers,
    })
    this.retries = new Counter({
      name: 'steward_node_retries_total',
      help: 'Tries of node executions after the first one, by type of the node.',
      labelNames: ['type'],
      registers,
    })
    this.effects = new Counter({
      name: 'steward_effects_total',
      help: 'Node executions that reached the outside, by class of the effect and outcome.',
      labelNames: ['class', 'outcome'],
      registers,
    })
  }

  executionChanged(head: ExecutionHead, { status, endedMs }: Standing): void {
    if (status !== 'completed' && status !== 'failed' && status !== 'cancelled') return
    const meter = this.of(head)
    meter[status].inc()
    if (endedMs !== null) meter.seconds.observe(Math.max(0, endedMs - head.startedMs) / 1000)
  }

  nodeStarted(_live: LiveExecution, _node: PlanNode): void {
    // What a node did is counted when it is over.
  }

  nodeFinished(live: LiveExecution, record: NodeRecord): void {
    const type = live.plan.nodes[record.node]?.definition?.type ?? 'unknown'
    const { status, effect, tries } = record
    this.bind(`node ${type} ${status}`, () => this.nodes.labels({ type, status })).inc()
    if (tries > 1) this.retries.inc({ type }, tries - 1)
    if (effect !== 'pure')
      this.bind(`effect ${effect} ${status}`, () => this.effects.labels({ class: effect, outcome: status })).inc()
  }

  /** Looking a series up by its labels costs more than counting; so it is done once. */
  private bind(key: string, make: () => Bound): Bound {
    let bound = this.bound.get(key)
    if (bound === undefined) this.bound.set(key, (bound = make()))
    return bound
  }

  private of(head: ExecutionHead): Ended {
    const known = this.byWorkflow.get(head.workflowId)
    if (known !== undefined) return known
    const isKnown = this.byWorkflow.size < workflowsMax
    const workflow = isKnown ? head.workflowId : other
    if (isKnown) this.names.set({ workflow, name: head.workflowName }, 1)
    const count = (status: string) => this.ended.labels({ workflow, status })
    const seconds = this.duration.labels({ workflow })
    const made: Ended = { completed: count('completed'), failed: count('failed'), cancelled: count('cancelled'), seconds }
    if (isKnown) this.byWorkflow.set(head.workflowId, made)
    return made
  }
}
