import { type Databases, outboxStatus } from '#db'
import { type Condition, readCondition } from '#hub/execution'
import { processRoles } from '#base/settings'
import type { Finding } from './finding.ts'

/** What waits longer than this, while somebody is there to do it, waits for nothing. */
const patienceSeconds = 60

/** Whether executions go on as they should: nobody holds what nobody walks, and nothing waits for nothing. */
export async function checkExecutions(databases: Databases): Promise<Finding[]> {
  const condition = await readCondition(databases.pool('execution'))
  return [...checkWorkers(condition), ...checkWork(condition), checkPartitions(condition), ...(await checkOutboxes(databases))]
}

function checkWorkers({ workers, orphaned }: Condition): Finding[] {
  const subject = 'workers'
  const living = workers.filter(({ leaseSeconds }) => leaseSeconds > 0)
  const findings: Finding[] = workers
    .filter(({ leaseSeconds }) => leaseSeconds <= 0)
    .map(({ host, pid, silentSeconds }) => ({
      subject,
      state: 'doubtful',
      says: `the worker ${pid} on ${host} has been silent for ${Math.round(silentSeconds)} s; another worker takes its executions over as soon as one is running`,
    }))
  if (orphaned > 0)
    findings.push({
      subject,
      state: living.length === 0 ? 'doubtful' : 'broken',
      says: `${orphaned} executions are held by workers that are gone; ${living.length === 0 ? 'start the server and they go on' : 'restart the workers if this does not pass within a minute'}`,
    })
  if (living.length === 0) return [...findings, { subject, state: 'fine', says: 'none is running right now' }]
  findings.push({
    subject,
    state: 'fine',
    says: living.map(({ host, pid, roles }) => `${host}:${pid} (${roles.join(', ')})`).join(', '),
  })
  const missing = processRoles.filter((role) => !living.some(({ roles }) => roles.includes(role)))
  if (missing.length > 0)
    findings.push({
      subject,
      state: 'broken',
      says: `no process has the role ${missing.join(' and ')}; start one with STEWARD_ROLES=${missing.join(',')}`,
    })
  return findings
}

function checkWork({ overdue, inDoubt, queues, workers, openCircuits }: Condition): Finding[] {
  const isWorked = workers.some(({ leaseSeconds, roles }) => leaseSeconds > 0 && roles.includes('worker'))
  const oldest = Math.max(0, ...queues.map(({ oldestSeconds }) => oldestSeconds))
  const depth = queues.reduce((sum, queue) => sum + queue.depth, 0)
  const findings: Finding[] = []
  if (isWorked && overdue > 0)
    findings.push({
      subject: 'timers',
      state: 'broken',
      says: `${overdue} waiting executions should have gone on; look for errors of the workers in their logs`,
    })
  if (depth > 0)
    findings.push({
      subject: 'queue',
      state: isWorked && oldest > patienceSeconds ? 'doubtful' : 'fine',
      says: `${depth} executions wait, the oldest for ${Math.round(oldest)} s; limits of their workflows, or too few workers, keep them waiting`,
    })
  if (inDoubt > 0)
    findings.push({
      subject: 'effects',
      state: 'doubtful',
      says: `${inDoubt} executions wait for a person to say whether a call went out; decide in the web app`,
    })
  if (openCircuits > 0)
    findings.push({
      subject: 'circuits',
      state: 'doubtful',
      says: `calls over ${openCircuits} connections fail fast because their service failed; see them with GET /api/v1/circuits`,
    })
  return findings.length > 0 ? findings : [{ subject: 'executions', state: 'fine', says: 'nothing waits longer than it should' }]
}

function checkPartitions({ monthsAhead }: Condition): Finding {
  const subject = 'partitions'
  if (monthsAhead >= 1) return { subject, state: 'fine', says: `made for ${monthsAhead} months ahead` }
  return {
    subject,
    state: 'doubtful',
    says: 'none for the month to come; a running worker makes them, so start one before the month ends',
  }
}

async function checkOutboxes(databases: Databases): Promise<Finding[]> {
  const subject = 'events'
  const stuck = (await outboxStatus(databases)).filter(
    ({ failing, oldestSeconds }) => failing > 0 || oldestSeconds > patienceSeconds,
  )
  if (stuck.length === 0) return [{ subject, state: 'fine', says: 'all that hubs told each other was handled' }]
  return stuck.map(({ hub, events, failing, oldestSeconds }) => ({
    subject,
    state: failing > 0 ? 'broken' : 'doubtful',
    says: `${events} events of the hub ${hub} are not handled, the oldest for ${Math.round(oldestSeconds)} s${failing > 0 ? `; ${failing} of them failed, see last_error in ${hub}.outbox` : '; start a worker'}`,
  }))
}
