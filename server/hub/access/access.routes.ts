import type { Route } from '#http'
import type { AccessContext } from './context.ts'
import type { QueryFeed } from './feed.ts'
import { grantRoutes } from './grant/grant.routes.ts'
import { instanceRoutes } from './instance/instance.routes.ts'
import { queryRoutes } from './query/query.routes.ts'

export const accessRoutes = (context: AccessContext & { readonly feed: QueryFeed }): readonly Route[] => [
  ...instanceRoutes(context),
  ...queryRoutes(context),
  ...grantRoutes(context),
]
