export { createCatalog, type NodeCatalog } from './catalog.ts'
