export { authenticateWith, watchRevocations } from './authenticate.ts'
export { sessionRoutes } from './session.routes.ts'
export { ensureOwner } from './set-up.ts'
export { addMember } from './workspace.store.ts'
