import type { Page } from 'playwright-core'
import type { Sample } from './sample.ts'

export type Shown = {
  readonly name: string
  readonly path: string
  readonly ready?: (page: Page) => Promise<unknown>
  /** It shows what loading looks like, and never has anything to load. */
  readonly isSheet?: true
}

const heading = (page: Page) => page.getByRole('heading', { level: 1 }).waitFor()
const tab = (page: Page) => page.getByRole('tab', { selected: true }).first().waitFor()
const drawn = (page: Page) => page.locator('.react-flow__node').first().waitFor()

const settings = [
  'account',
  'profile',
  'preferences',
  'security',
  'workspace',
  'members',
  'roles',
  'pods',
  'api-keys',
  'variables',
  'configuration',
  'slack',
  'instances',
  'retention',
  'audit',
  'activity',
  'installation',
  'sign-in-providers',
  'installation-audit',
] as const

/** Every page that a signed-in owner can open, by a name for pictures. */
export const pagesOf = ({ workflow, completed, failed, waiting }: Sample): readonly Shown[] => [
  { name: 'workflows', path: '/workflows' },
  { name: 'editor', path: `/workflows/${workflow}`, ready: drawn },
  {
    name: 'editor-node',
    path: `/workflows/${workflow}?node=a4`,
    ready: (page) => page.getByRole('region', { name: 'Node Over €50?' }).waitFor(),
  },
  { name: 'executions', path: '/executions' },
  ...(['timeline', 'canvas', 'data', 'log'] as const).map((name) => ({
    name: `execution-${name}`,
    path: `/executions/${completed}?tab=${name}`,
    ready: tab,
  })),
  { name: 'execution-failed', path: `/executions/${failed}`, ready: tab },
  { name: 'execution-waiting', path: `/executions/${waiting}`, ready: tab },
  { name: 'approvals', path: '/approvals' },
  { name: 'effects', path: '/effects' },
  { name: 'policies', path: '/policies' },
  { name: 'connections', path: '/connections' },
  { name: 'queries', path: '/queries' },
  { name: 'query-new', path: '/queries/new' },
  { name: 'query-access', path: '/queries/access' },
  { name: 'queue', path: '/queue' },
  { name: 'notifications', path: '/notifications' },
  { name: 'design', path: '/design', isSheet: true },
  ...settings.map((name) => ({ name: `settings-${name}`, path: `/settings/${name}` })),
  { name: 'missing', path: '/nowhere' },
]

/** Goes there and waits until it can be used. */
export async function visit(page: Page, url: string, { path, isSheet, ready = heading }: Shown): Promise<void> {
  await page.goto(url + path)
  await ready(page)
  // What is on its way when the heading stands is there, or says that it is empty.
  if (isSheet !== true) await page.waitForFunction(() => document.querySelector('.mantine-Skeleton-root') === null)
}
