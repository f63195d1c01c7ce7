export { createTestDatabase, testDatabase, type TestDatabase } from './database.ts'
