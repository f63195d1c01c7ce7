import { expect, test } from 'vitest'
import { givenCatalog } from '../given-catalog.ts'
import { originalId } from '../original-id.ts'
import { readWorkflowFile } from '../read-workflow-file.ts'
import { toN8n } from './write-workflow.ts'

/** One workflow with a bit of everything, as n8n would export it. */
const exported = {
  id: 'wf1',
  name: 'Answer a lead',
  description: 'Everything at once.',
  active: false,
  versionId: 'abc',
  nodes: [
    {
      id: 'a',
      name: 'Lead comes in',
      type: 'n8n-nodes-base.webhook',
      typeVersion: 2,
      position: [0, 0],
      parameters: { path: 'lead', httpMethod: 'POST' },
      webhookId: 'hook',
    },
    {
      id: 'b',
      name: 'Clean',
      type: 'n8n-nodes-base.function',
      typeVersion: 1,
      position: [200, 0],
      parameters: { functionCode: 'return items' },
      notes: 'Trims.',
      notesInFlow: true,
    },
    {
      id: 'c',
      name: 'Tell sales',
      type: 'n8n-nodes-base.slack',
      typeVersion: 2.3,
      position: [400, 0],
      parameters: { text: '={{ $json.name }}' },
      credentials: { slackApi: { id: '7', name: 'Sales' } },
      retryOnFail: true,
      maxTries: 3,
      waitBetweenTries: 500,
      onError: 'continueErrorOutput',
      alwaysOutputData: true,
      executeOnce: true,
      disabled: true,
    },
    {
      id: 'd',
      name: 'Helper',
      type: '@n8n/n8n-nodes-langchain.lmChatOpenAi',
      typeVersion: 1.2,
      position: [400, 200],
      parameters: {},
      extendsCredential: 'x',
    },
    {
      id: 'e',
      name: 'Read me',
      type: 'n8n-nodes-base.stickyNote',
      typeVersion: 1,
      position: [0, 300],
      parameters: { content: 'Hi' },
    },
  ],
  connections: {
    'Lead comes in': { main: [[{ node: 'Clean', type: 'main', index: 0 }]] },
    Clean: { main: [[], [{ node: 'Tell sales', type: 'main', index: 0 }]] },
    Helper: { ai_languageModel: [[{ node: 'Tell sales', type: 'ai_languageModel', index: 0 }]] },
  },
  settings: { executionOrder: 'v1', timezone: 'Europe/Berlin', errorWorkflow: 'wf9', executionTimeout: 60, callerPolicy: 'any' },
  pinData: { 'Lead comes in': [{ json: { name: 'Ada' } }] },
  staticData: { global: { last: 1 } },
  tags: [{ name: 'sales' }],
}

test('a whole workflow comes back as it went', () => {
  const read = readWorkflowFile(JSON.stringify(exported), givenCatalog)
  if ('problem' in read) throw new Error(read.problem)

  expect(toN8n(read.workflows[0]!.document, givenCatalog)).toEqual(exported)
})

test('known types get our name, unknown ones keep theirs', () => {
  const read = readWorkflowFile(JSON.stringify(exported), givenCatalog)
  if ('problem' in read) throw new Error(read.problem)

  expect(read.workflows[0]?.document.nodes.map((node) => node.type)).toEqual([
    'webhook',
    'code',
    'n8n-nodes-base.slack',
    '@n8n/n8n-nodes-langchain.lmChatOpenAi',
    'note',
  ])
})

test('static data written as text is read, and tags may be plain names', () => {
  const read = readWorkflowFile(
    JSON.stringify({ ...exported, staticData: '{"global":{"n":2}}', tags: ['a', { name: 'b' }, 'a', 3] }),
    givenCatalog,
  )
  if ('problem' in read) throw new Error(read.problem)

  expect(read.workflows[0]?.document).toMatchObject({ staticData: { global: { n: 2 } }, tags: ['a', 'b'] })
})

test('the id that a workflow had in n8n is still known', () => {
  const read = readWorkflowFile(JSON.stringify(exported), givenCatalog)
  if ('problem' in read) throw new Error(read.problem)

  expect(originalId(read.workflows[0]!.document)).toBe('wf1')
})
