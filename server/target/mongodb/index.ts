export { openMongodb } from './open-mongodb.ts'
