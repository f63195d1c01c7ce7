import { defineNode, type NodeCall, NodeError, type NodeResult, type NodeWait } from '@steward/sdk/node'
import { flag, text } from '../parameter.ts'
import { passOn } from '../pass-on.ts'
import { parameters } from './schema.ts'
import { afterInterval, atMoment } from './wait-until.ts'

export default defineNode({
  type: 'wait',
  title: 'Wait',
  description: 'Rests until a time has come, or until somebody calls the address of the execution.',
  category: 'flow',
  icon: 'hourglass',
  n8n: [{ type: 'n8n-nodes-base.wait', versions: [1, 1.1] }],
  parameters,
  effect: 'pure',
  execute: wait,
})

function wait(call: NodeCall): NodeResult {
  switch (text(call, 'resume', 0, 'timeInterval')) {
    case 'timeInterval':
      return waitUntil(call, intervalFromNow(call))
    case 'specificTime':
      return waitUntil(call, atMoment(call, 'dateTime'))
    case 'webhook':
      return waitForCall(call)
    case 'form':
      throw new NodeError('Waiting for a form is not supported.', {
        description: 'Wait for a webhook call instead, and send people to the address of the execution.',
        retryable: false,
      })
    default:
      throw new NodeError(`There is no way to resume called "${text(call, 'resume', 0)}".`, { retryable: false })
  }
}

function waitUntil(call: NodeCall, untilMs: number): NodeResult {
  return untilMs > call.nowMs ? { kind: 'wait', untilMs } : [call.items.map((item, index) => passOn(item, index))]
}

/** What is not stored had another default in each version. */
function intervalFromNow(call: NodeCall): number {
  const isFirst = call.node.version < 1.1
  return afterInterval(call, {
    amount: 'amount',
    unit: 'unit',
    amountFallback: isFirst ? 1 : 5,
    unitFallback: isFirst ? 'hours' : 'seconds',
  })
}

const responseModes: Readonly<Record<string, NonNullable<NodeWait['webhook']>['responseMode']>> = {
  onReceived: 'immediately',
  lastNode: 'lastNode',
  responseNode: 'respondNode',
}

function waitForCall(call: NodeCall): NodeWait {
  const suffix = text(call, 'options.webhookSuffix', 0)
  const webhook = {
    method: text(call, 'httpMethod', 0, 'GET'),
    responseMode: responseModes[text(call, 'responseMode', 0, 'onReceived')] ?? 'immediately',
    ...(suffix === '' ? {} : { suffix }),
  }
  if (!flag(call, 'limitWaitTime', 0)) return { kind: 'wait', webhook }
  return { kind: 'wait', webhook, untilMs: limitOf(call) }
}

function limitOf(call: NodeCall): number {
  if (text(call, 'limitType', 0, 'afterTimeInterval') === 'atSpecifiedTime') return atMoment(call, 'maxDateAndTime')
  return afterInterval(call, { amount: 'resumeAmount', unit: 'resumeUnit', amountFallback: 1, unitFallback: 'hours' })
}
