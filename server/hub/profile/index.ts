export { findPeopleToMail } from './people-to-mail.ts'
export { profileSubscriptions } from './profile.jobs.ts'
export { profileRoutes } from './profile.routes.ts'
