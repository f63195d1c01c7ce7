import { expect, test } from 'vitest'
import { compilePlan } from '#engine/core'
import { catalog } from '#nodes'
import { givenWorkflow } from '#test/given-workflow'
import { TestListenings } from './test-listening.ts'

const loaded = (id: string, path: string) => ({
  workflow: { id, workspaceId: 'w', name: id, version: 1, active: false },
  plan: compilePlan(givenWorkflow([{ name: 'Hook', type: 'webhook', version: 2, parameters: { path } }]), catalog),
  timezone: 'UTC',
})
const at = (minutes: number) => new Date(minutes * 60_000)

test('listening ends after two minutes, and then somebody else may listen at the path', () => {
  const listenings = new TestListenings()
  listenings.listen(loaded('a', 'try/:id'), null, at(0))

  expect(listenings.find('GET', 'try/7', at(1.9))?.params).toEqual({ id: '7' })
  expect(() => listenings.listen(loaded('b', 'try/:other'), null, at(1))).toThrow('Somebody is listening for a test call')
  expect(listenings.find('GET', 'try/7', at(2))).toBeUndefined()
  expect(listenings.listen(loaded('b', 'try/:other'), null, at(2)).until).toEqual(at(4))
})

test('who listens again waits for two more minutes', () => {
  const listenings = new TestListenings()
  listenings.listen(loaded('a', 'try'), null, at(0))
  listenings.listen(loaded('a', 'try'), null, at(1))

  expect(listenings.find('GET', 'try', at(2.5))?.to.loaded.workflow.id).toBe('a')
})

test('a webhook that makes no sense says which node it is', () => {
  expect(() => new TestListenings().listen(loaded('a', '=path'), null, at(0))).toThrow(
    'The node "Hook" cannot listen: The path of the webhook "Hook" is an expression.',
  )
})
