import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { hasStatus } from './api/problem.ts'
import { sessionQuery, setupQuery } from './api/session.ts'
import { ownPath } from './lib/own-path.ts'
import { pick } from './lib/pick-search.ts'
import { SettingsShell } from './feature/settings/settings-shell.tsx'
import { AppShell } from './shell/app-shell.tsx'
import { BrokenPage } from './shell/broken-page.tsx'
import { MissingPage } from './shell/missing-page.tsx'
import { PendingPage } from './shell/pending-page.tsx'

type Context = { readonly client: QueryClient }

const root = createRootRouteWithContext<Context>()({ notFoundComponent: MissingPage, errorComponent: BrokenPage })

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { next?: string } => {
    const next = ownPath(search['next'])
    return next === undefined ? {} : { next }
  },
  beforeLoad: async ({ context }) => {
    const { ownerExists } = await context.client.ensureQueryData(setupQuery)
    if (!ownerExists) throw redirect({ to: '/setup' })
  },
  component: lazyRouteComponent(() => import('./feature/identity/sign-in-page.tsx')),
})

const providerCallback = createRoute({
  getParentRoute: () => root,
  path: '/sign-in/callback/$name',
  component: lazyRouteComponent(() => import('./feature/identity/provider-callback-page.tsx')),
})

const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  beforeLoad: async ({ context }) => {
    const { ownerExists } = await context.client.ensureQueryData(setupQuery)
    if (ownerExists) throw redirect({ to: '/sign-in' })
  },
  component: lazyRouteComponent(() => import('./feature/identity/set-up-page.tsx')),
})

/** A page before the door: nobody is signed in, or it does not matter who. */
const outside = <const Path extends string>(path: Path, load: Parameters<typeof lazyRouteComponent>[0]) =>
  createRoute({ getParentRoute: () => root, path, component: lazyRouteComponent(load) })

const signUp = outside('/sign-up', () => import('./feature/identity/account/sign-up-page.tsx'))
const confirmSignUp = outside('/sign-up/confirm', () => import('./feature/identity/account/confirm-sign-up-page.tsx'))
const forgot = outside('/forgot', () => import('./feature/identity/account/forgot-page.tsx'))
const reset = outside('/reset', () => import('./feature/identity/account/reset-page.tsx'))
const magicLink = outside('/magic-link', () => import('./feature/identity/account/magic-link-page.tsx'))
const unlock = outside('/unlock', () => import('./feature/identity/account/unlock-page.tsx'))
const confirmEmail = outside('/confirm-email', () => import('./feature/identity/account/confirm-email-page.tsx'))

const unsubscribe = outside('/unsubscribe', () => import('./feature/notification/unsubscribe-page.tsx'))
const invitation = outside('/invitation', () => import('./feature/identity/invitation-page.tsx'))

const linkedApproval = outside('/approve/$token', () => import('./feature/approval/linked-approval-page.tsx'))

const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  beforeLoad: async ({ context, location }) => {
    try {
      await context.client.ensureQueryData(sessionQuery)
    } catch (error) {
      if (!hasStatus(error, 401)) throw error
      const next = location.href === '/' ? {} : { next: location.href }
      throw redirect({ to: '/sign-in', search: next })
    }
  },
  component: AppShell,
  notFoundComponent: MissingPage,
})

const home = createRoute({
  getParentRoute: () => inside,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/workflows' })
  },
})

const workflows = createRoute({
  getParentRoute: () => inside,
  path: '/workflows',
  validateSearch: (
    search: Record<string, unknown>,
  ): { q?: string; status?: string; tag?: string; folder?: string; do?: string } =>
    pick(search, ['q', 'status', 'tag', 'folder', 'do']),
  component: lazyRouteComponent(() => import('./feature/workflow/workflow-list-page.tsx')),
})

const templates = createRoute({
  getParentRoute: () => inside,
  path: '/templates',
  validateSearch: (search: Record<string, unknown>): { q?: string; category?: string; open?: string } =>
    pick(search, ['q', 'category', 'open']),
  component: lazyRouteComponent(() => import('./feature/template/template-list-page.tsx')),
})

const workflow = createRoute({
  getParentRoute: () => inside,
  path: '/workflows/$workflowId',
  validateSearch: (search: Record<string, unknown>) => pick(search, ['node', 'execution']),
  component: lazyRouteComponent(() => import('./feature/workflow/workflow-page.tsx')),
})

const executions = createRoute({
  getParentRoute: () => inside,
  path: '/executions',
  validateSearch: (search: Record<string, unknown>) => pick(search, ['status', 'workflow', 'mode', 'since', 'text']),
  component: lazyRouteComponent(() => import('./feature/execution/execution-list-page.tsx')),
})

const execution = createRoute({
  getParentRoute: () => inside,
  path: '/executions/$executionId',
  validateSearch: (search: Record<string, unknown>): { tab?: string; node?: string } => pick(search, ['tab', 'node']),
  component: lazyRouteComponent(() => import('./feature/execution/execution-page.tsx')),
})

/** A page that says nothing in its address. */
const plainPage = <const Path extends string>(path: Path, load: Parameters<typeof lazyRouteComponent>[0]) =>
  createRoute({ getParentRoute: () => inside, path, component: lazyRouteComponent(load) })

/** For whoever builds pages; nothing leads there. */
const design = plainPage('/design', () => import('./feature/design/design-page.tsx'))

const comparison = plainPage(
  '/executions/$executionId/compare/$otherId',
  () => import('./feature/execution/compare/compare-page.tsx'),
)

const connections = plainPage('/connections', () => import('./feature/connection/connections-page.tsx'))

const notifications = plainPage('/notifications', () => import('./feature/notification/notifications-page.tsx'))

const queue = plainPage('/queue', () => import('./feature/queue/queue-page.tsx'))

const effects = createRoute({
  getParentRoute: () => inside,
  path: '/effects',
  validateSearch: (search: Record<string, unknown>) =>
    pick(search, [
      'class',
      'outcome',
      'environment',
      'subject',
      'workflow',
      'execution',
      'connector',
      'connection',
      'approval',
      'actor',
      'target',
      'text',
      'from',
      'to',
      'receipt',
    ]),
  component: lazyRouteComponent(() => import('./feature/effect/effect-list-page.tsx')),
})

type ApprovalSearch = { tab?: string }

const approvals = createRoute({
  getParentRoute: () => inside,
  path: '/approvals',
  validateSearch: (search: Record<string, unknown>): ApprovalSearch => pick(search, ['tab']),
  component: lazyRouteComponent(() => import('./feature/approval/approvals-page.tsx')),
})

/** The list stays where it is while another one is opened beside it. */
const approval = createRoute({
  getParentRoute: () => approvals,
  path: '/$approvalId',
})

const policies = plainPage('/policies', () => import('./feature/policy/policies-page.tsx'))

const queries = createRoute({
  getParentRoute: () => inside,
  path: '/queries',
  validateSearch: (search: Record<string, unknown>) => pick(search, ['state', 'mine', 'pod', 'instance', 'text']),
  component: lazyRouteComponent(() => import('./feature/query/query-list-page.tsx')),
})

const newQuery = createRoute({
  getParentRoute: () => inside,
  path: '/queries/new',
  validateSearch: (search: Record<string, unknown>): { from?: string; change?: string; instance?: string } =>
    pick(search, ['from', 'change', 'instance']),
  component: lazyRouteComponent(() => import('./feature/query/new-query-page.tsx')),
})

const access = createRoute({
  getParentRoute: () => inside,
  path: '/queries/access',
  validateSearch: (search: Record<string, unknown>): { tab?: string } => pick(search, ['tab']),
  component: lazyRouteComponent(() => import('./feature/query/access-page.tsx')),
})

const schema = createRoute({
  getParentRoute: () => inside,
  path: '/queries/schema/$instanceId',
  validateSearch: (search: Record<string, unknown>): { database?: string; table?: string } => pick(search, ['database', 'table']),
  component: lazyRouteComponent(() => import('./feature/query/schema-page.tsx')),
})

const query = createRoute({
  getParentRoute: () => inside,
  path: '/queries/$queryId',
  validateSearch: (search: Record<string, unknown>): { tab?: string } => pick(search, ['tab']),
  component: lazyRouteComponent(() => import('./feature/query/query-page.tsx')),
})

const settings = createRoute({ getParentRoute: () => inside, path: '/settings', component: SettingsShell })

const ofSettings = <const Path extends string>(path: Path, load: Parameters<typeof lazyRouteComponent>[0]) =>
  createRoute({ getParentRoute: () => settings, path, component: lazyRouteComponent(load) })

const settingsHome = createRoute({
  getParentRoute: () => settings,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/settings/account' })
  },
})

const account = ofSettings('/account', () => import('./feature/identity/account/account-page.tsx'))
const profile = ofSettings('/profile', () => import('./feature/profile/profile-page.tsx'))
const notificationSettings = ofSettings('/notifications', () => import('./feature/notification/settings-page.tsx'))
const preferences = ofSettings('/preferences', () => import('./feature/profile/preferences-page.tsx'))
const retention = ofSettings('/retention', () => import('./feature/settings/retention-page.tsx'))
const variables = ofSettings('/variables', () => import('./feature/variable/variables-page.tsx'))
const configuration = ofSettings('/configuration', () => import('./feature/config/config-page.tsx'))
const installation = ofSettings('/installation', () => import('./feature/config/installation-page.tsx'))
const roles = ofSettings('/roles', () => import('./feature/role/roles-page.tsx'))
const slack = ofSettings('/slack', () => import('./feature/config/slack-page.tsx'))
const pods = ofSettings('/pods', () => import('./feature/pod/pods-page.tsx'))
const instances = ofSettings('/instances', () => import('./feature/instance/instances-page.tsx'))
const security = ofSettings('/security', () => import('./feature/security/security-page.tsx'))
const signInProviders = ofSettings('/sign-in-providers', () => import('./feature/security/providers-page.tsx'))
const apiKeys = ofSettings('/api-keys', () => import('./feature/identity/api-keys-page.tsx'))
const audit = ofSettings('/audit', () => import('./feature/audit/audit-page.tsx'))
const installationAudit = ofSettings('/installation-audit', () => import('./feature/audit/installation-audit-page.tsx'))
const activity = ofSettings('/activity', () => import('./feature/audit/activity-page.tsx'))
const general = ofSettings('/workspace', () => import('./feature/workspace/general-page.tsx'))
const members = ofSettings('/members', () => import('./feature/workspace/members-page.tsx'))

/** Where a button in Slack sends who it does not know yet; the workspace in the address was taken before. */
const connectSlack = createRoute({
  getParentRoute: () => inside,
  path: '/connect-slack/$token',
  component: lazyRouteComponent(() => import('./feature/profile/connect-slack-page.tsx')),
})

const tree = root.addChildren([
  signIn,
  providerCallback,
  setup,
  signUp,
  confirmSignUp,
  forgot,
  reset,
  magicLink,
  unlock,
  confirmEmail,
  unsubscribe,
  invitation,
  linkedApproval,
  inside.addChildren([
    home,
    workflows,
    templates,
    workflow,
    executions,
    execution,
    comparison,
    connections,
    notifications,
    design,
    queue,
    effects,
    approvals.addChildren([approval]),
    policies,
    connectSlack,
    queries,
    newQuery,
    access,
    schema,
    query,
    settings.addChildren([
      audit,
      installationAudit,
      activity,
      settingsHome,
      profile,
      preferences,
      notificationSettings,
      general,
      members,
      account,
      variables,
      configuration,
      installation,
      roles,
      pods,
      instances,
      slack,
      retention,
      apiKeys,
      security,
      signInProviders,
    ]),
  ]),
])

export function createAppRouter(client: QueryClient) {
  return createRouter({
    routeTree: tree,
    context: { client },
    defaultPreload: 'intent',
    defaultErrorComponent: BrokenPage,
    defaultPendingComponent: PendingPage,
    // Plain texts in the address: `?status=failed`, not JSON.
    parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
    stringifySearch: (search) => {
      const query = new URLSearchParams(
        Object.entries(search).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
      )
      return query.size === 0 ? '' : `?${query}`
    },
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}
