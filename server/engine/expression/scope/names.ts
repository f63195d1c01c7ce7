import { toText } from '../member/text.ts'
import { DateTime } from 'luxon'
import { ExpressionError } from '../error.ts'
import { legacyHostOfNode, parametersOf } from './node-host.ts'
import { Host } from './host.ts'
import { getNode, itemsOf } from './node-data.ts'
import type { ExpressionScope } from './scope.ts'

type Read = (scope: ExpressionScope) => unknown

const now = ({ view }: ExpressionScope) => DateTime.fromMillis(view.nowMs, { zone: view.timezone })

const items = ({ view }: ExpressionScope) => view.inputs[0] ?? []

function input(scope: ExpressionScope): Host {
  const { view } = scope
  const noArguments = (name: string, args: unknown[]) => {
    if (args.length === 0) return
    throw new ExpressionError(`$input.${name}() takes no arguments`, {
      description: `For items of a certain node use $('Node name').${name}().`,
    })
  }
  return new Host({
    item: () => scope.give(scope.item),
    first:
      () =>
      (...args: unknown[]) => {
        noArguments('first', args)
        return scope.give(items(scope)[0])
      },
    last:
      () =>
      (...args: unknown[]) => {
        noArguments('last', args)
        return scope.give(items(scope).at(-1))
      },
    all: () => () => scope.give(items(scope)),
    context: () => scope.give(view.sources[0] ? getNode(view, view.sources[0].node).memory : {}),
    params: () => (view.sources[0] ? parametersOf(scope, getNode(view, view.sources[0].node).parameters) : undefined),
  })
}

/** `$item(2)`: the same names, for another item. */
function otherItem(scope: ExpressionScope): (index: unknown) => Host {
  return (index) => {
    const other = scope.source.at(Number(index), scope.extra)
    if (other.itemIndex < 0 || other.itemIndex >= items(scope).length) throw other.noItem()
    return new Host({}, { read: (key) => names.get(key)?.(other), keys: () => ['$json', '$node', '$binary', '$data'] })
  }
}

function legacyItems(scope: ExpressionScope): (name?: unknown, output?: unknown, run?: unknown) => unknown {
  return (name, output, run) => {
    if (name === undefined) return scope.give(items(scope))
    return scope.give(
      itemsOf(
        scope.view,
        toText(name),
        output === undefined ? undefined : Number(output),
        run === undefined ? undefined : Number(run),
      ),
    )
  }
}

/** What a language model is to fill in; until it does, the default. */
function fromAI(scope: ExpressionScope) {
  return (name: unknown, _description?: unknown, _type?: unknown, fallback?: unknown) => {
    if (typeof name !== 'string' || !/^[\w-]{1,64}$/.test(name)) {
      throw new ExpressionError('The first argument of $fromAI is a name of 1 to 64 letters, digits, underscores or hyphens')
    }
    const given = scope.extra?.['$ai']
    if (typeof given === 'object' && given !== null && Object.hasOwn(given, name)) return Reflect.get(given, name)
    return fallback
  }
}

const names: ReadonlyMap<string, Read> = new Map<string, Read>([
  ['$json', (scope) => scope.json],
  ['$data', (scope) => scope.json],
  ['$binary', (scope) => scope.give(scope.item.binary ?? {})],
  ['$input', input],
  ['$', (scope) => (name: unknown) => scope.otherNode(toText(name))],
  ['$node', (scope) => new Host({}, { read: (name) => legacyHostOfNode(scope, name), keys: () => [] })],
  ['$items', legacyItems],
  ['$item', otherItem],
  ['$itemIndex', (scope) => scope.itemIndex],
  ['$runIndex', ({ view }) => view.runIndex],
  ['$position', (scope) => scope.itemIndex],
  ['$thisItem', (scope) => scope.give(scope.item)],
  ['$thisItemIndex', (scope) => scope.itemIndex],
  ['$thisRunIndex', ({ view }) => view.runIndex],
  ['$mode', ({ view }) => view.mode],
  ['$nodeVersion', ({ view }) => view.nodeVersion],
  ['$nodeId', ({ view }) => view.nodeId],
  ['$webhookId', ({ view }) => view.webhookId],
  ['$workflow', ({ view }) => ({ id: view.workflow.id, name: view.workflow.name, active: view.workflow.active })],
  ['$execution', (scope) => execution(scope)],
  ['$executionId', ({ view }) => view.execution.id],
  ['$resumeWebhookUrl', ({ view }) => view.execution.resumeUrl],
  ['$prevNode', ({ view }) => previous(view.sources[0])],
  ['$vars', (scope) => scope.give(scope.view.variables)],
  [
    '$env',
    ({ view }) =>
      new Host(
        {},
        {
          read: (name) => (Object.hasOwn(view.environment, name) ? view.environment[name] : undefined),
          keys: () => Object.keys(view.environment),
        },
      ),
  ],
  ['$parameter', (scope) => parametersOf(scope, scope.view.parameters)],
  ['$rawParameter', (scope) => parametersOf(scope, scope.view.parameters, true)],
  ['$self', () => ({})],
  ['$now', now],
  ['$today', (scope) => now(scope).startOf('day')],
  [
    '$evaluateExpression',
    (scope) => (text: unknown, index?: unknown) =>
      scope.source.evaluator.evaluate(toText(text), index === undefined ? scope : scope.source.at(Number(index), scope.extra)),
  ],
  ['$fromAI', fromAI],
  ['$fromAi', fromAI],
  ['$fromai', fromAI],
])

function execution(scope: ExpressionScope): unknown {
  const { view } = scope
  const { id, resumeUrl, resumeFormUrl } = view.execution
  const mode = view.mode === 'manual' ? 'test' : 'production'
  const data = view.execution.customData
  const customData = new Host({
    get: () => (key: unknown) => (Object.hasOwn(data, toText(key)) ? scope.give(data[toText(key)]) : undefined),
    getAll: () => () => scope.give(data),
  })
  return new Host({
    id: () => id,
    mode: () => mode,
    resumeUrl: () => resumeUrl,
    resumeFormUrl: () => resumeFormUrl,
    customData: () => customData,
  })
}

function previous(source: ExpressionScope['view']['sources'][number] | undefined): unknown {
  return { name: source?.node, outputIndex: source?.output ?? 0, runIndex: source?.run ?? 0 }
}

export function findName(name: string): Read | undefined {
  return names.get(name)
}
