export { findPeopleWhoWantMails } from './preferences.store.ts'
export { profileSubscriptions } from './profile.jobs.ts'
export { profileRoutes } from './profile.routes.ts'
