import { reportFault } from '@steward/contract/api/report'
import { log } from '#base/log'
import { redactText } from '#base/redact'
import { route, type Route } from './route.ts'

/** Faults of pages go into the log beside those of the server, by the id of the request that brought them. */
export const reportRoutes: readonly Route[] = [
  route(reportFault, ({ body, request, scope }) => {
    const { message, stack = '', path, build } = body
    log.error(
      {
        reportId: request.id,
        userId: scope.actorId,
        build,
        path: redactText(path),
        fault: redactText(message),
        stack: redactText(stack),
      },
      'a page broke',
    )
    return { id: request.id }
  }),
]
