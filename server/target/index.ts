export {
  type Analysis,
  type ChangedRow,
  type Finding,
  type Health,
  type MaskedColumn,
  type QueryClass,
  queryClasses,
  type Reach,
  type ResultColumn,
  type ResultSink,
  type Severity,
  type Target,
  type TargetAddress,
  TargetError,
  type TargetKind,
  targetKinds,
  type TargetLimits,
  type TargetOutcome,
  type TargetQuery,
  type TargetTls,
  type TouchedTable,
} from './target.ts'
export { openPostgresql } from './postgresql/open-postgresql.ts'
export { postgresqlRules } from './postgresql/rule/index.ts'
export { openMongodb } from './mongodb/index.ts'
