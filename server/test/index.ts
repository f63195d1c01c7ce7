export { createTestDatabase } from './create-test-database.ts'
export { testDatabase, type TestDatabase } from './database.ts'
