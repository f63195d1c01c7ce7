import type { QueryClass } from '../target.ts'

type Kind = { readonly class: QueryClass; readonly kind: string; readonly lock?: string }

const readers = 'waits for writers and keeps them out until the end; reading goes on (SHARE)'
const everybody = 'keeps everybody out, readers too, until the end (ACCESS EXCLUSIVE)'
const nobody = 'takes no lock on tables that people use'
const ownership = 'keeps others from changing the same object at the same time'

const read = (kind: string): Kind => ({ class: 'read', kind })
const write = (kind: string): Kind => ({ class: 'write', kind, lock: 'locks the rows that it changes (ROW EXCLUSIVE)' })
const schema = (kind: string, lock: string = nobody): Kind => ({ class: 'schema', kind, lock })
const privilege = (kind: string, lock: string = ownership): Kind => ({ class: 'privilege', kind, lock })

/** Every kind of statement that is carried out for somebody. What is not here is refused. */
export const statementKinds: Readonly<Record<string, Kind>> = {
  SelectStmt: read('select'),
  ExplainStmt: read('explain'),
  VariableShowStmt: read('show'),
  InsertStmt: write('insert'),
  UpdateStmt: write('update'),
  DeleteStmt: write('delete'),
  MergeStmt: write('merge'),
  CreateStmt: schema('create table'),
  CreateTableAsStmt: schema('create table as'),
  AlterTableStmt: schema('alter table', everybody),
  IndexStmt: schema('create index', readers),
  DropStmt: schema('drop', everybody),
  TruncateStmt: schema('truncate', everybody),
  ViewStmt: schema('create view'),
  RefreshMatViewStmt: schema('refresh materialized view', everybody),
  RenameStmt: schema('rename', everybody),
  CreateSchemaStmt: schema('create schema'),
  CreateSeqStmt: schema('create sequence'),
  AlterSeqStmt: schema('alter sequence', 'keeps others from taking numbers until the end (SHARE ROW EXCLUSIVE)'),
  CreateEnumStmt: schema('create type'),
  AlterEnumStmt: schema('alter type'),
  CompositeTypeStmt: schema('create type'),
  CreateRangeStmt: schema('create type'),
  CreateDomainStmt: schema('create domain'),
  AlterDomainStmt: schema('alter domain', 'reads every table that uses the domain and keeps writers out (SHARE)'),
  CreateFunctionStmt: schema('create function'),
  AlterFunctionStmt: schema('alter function', ownership),
  CreateTrigStmt: schema('create trigger', 'keeps writers out, reading goes on (SHARE ROW EXCLUSIVE)'),
  CommentStmt: schema('comment', 'keeps others from altering the same object (SHARE UPDATE EXCLUSIVE)'),
  CreateStatsStmt: schema('create statistics', 'keeps others from altering the table (SHARE UPDATE EXCLUSIVE)'),
  AlterStatsStmt: schema('alter statistics', ownership),
  AlterObjectSchemaStmt: schema('move to another schema', everybody),
  ReindexStmt: schema('reindex', 'keeps writers out and blocks readers that would use the index (SHARE, ACCESS EXCLUSIVE)'),
  DoStmt: schema('do block'),
  GrantStmt: privilege('grant or revoke'),
  GrantRoleStmt: privilege('grant or revoke a role'),
  AlterDefaultPrivilegesStmt: privilege('default privileges'),
  AlterOwnerStmt: privilege('change of owner', everybody),
  CreatePolicyStmt: privilege('create row policy', everybody),
  AlterPolicyStmt: privilege('alter row policy', everybody),
  CreateExtensionStmt: privilege('create extension'),
  AlterExtensionStmt: privilege('update of an extension'),
  CreateRoleStmt: privilege('create role'),
  AlterRoleStmt: privilege('alter role'),
  DropRoleStmt: privilege('drop role'),
  VacuumStmt: privilege(
    'vacuum or analyze',
    'keeps others from altering the table (SHARE UPDATE EXCLUSIVE); with FULL, everybody out',
  ),
  ClusterStmt: privilege('cluster', everybody),
}

/** Why a statement is refused whoever approves it. */
export const refusedStatements: Readonly<Record<string, string>> = {
  TransactionStmt:
    'Statements about transactions (BEGIN, COMMIT, ROLLBACK, SAVEPOINT) are refused: every request is one transaction that Steward begins and ends.',
  VariableSetStmt: 'SET and RESET are refused: they would lift the limits that the request runs under.',
  ConstraintsSetStmt: 'SET CONSTRAINTS is refused: it would move checks to a moment after the change was counted.',
  AlterSystemStmt: 'ALTER SYSTEM is refused: it changes the whole server.',
  AlterRoleSetStmt: 'ALTER ROLE … SET is refused: it would lift the limits of later requests.',
  AlterDatabaseSetStmt: 'ALTER DATABASE … SET is refused: it would lift the limits of later requests.',
  PrepareStmt: 'PREPARE is refused: what it would carry out later cannot be checked now.',
  ExecuteStmt: 'EXECUTE is refused: what it would carry out cannot be seen in the text.',
  DeallocateStmt: 'DEALLOCATE is refused: there are no prepared statements here.',
  DeclareCursorStmt: 'DECLARE is refused: Steward reads results piece by piece itself.',
  FetchStmt: 'FETCH and MOVE are refused: there are no cursors here.',
  ClosePortalStmt: 'CLOSE is refused: there are no cursors here.',
  ListenStmt: 'LISTEN is refused: nobody would hear what arrives.',
  UnlistenStmt: 'UNLISTEN is refused: nothing is listened for here.',
  NotifyStmt: 'NOTIFY is refused: it reaches programs that nobody here can see.',
  CallStmt: 'CALL is refused: what the procedure does cannot be seen in the text.',
  CopyStmt:
    'COPY is refused: it reads or writes files and programs of the server; the result of a SELECT can be downloaded instead.',
  LoadStmt: 'LOAD is refused: it loads code into the server.',
  LockStmt: 'LOCK TABLE is refused: statements take the locks that they need.',
  DiscardStmt: 'DISCARD is refused: every request has a connection of its own.',
  CheckPointStmt: 'CHECKPOINT is refused: it burdens the whole server.',
  CreatedbStmt: 'CREATE DATABASE is refused: a request belongs to one database.',
  DropdbStmt: 'DROP DATABASE is refused.',
  AlterDatabaseStmt: 'ALTER DATABASE is refused.',
  DropOwnedStmt: 'DROP OWNED is refused: the text does not say what it drops.',
  ReassignOwnedStmt: 'REASSIGN OWNED is refused: the text does not say what it touches.',
  CreateForeignServerStmt: 'Connections from the database to other servers are refused here.',
  CreateForeignTableStmt: 'Connections from the database to other servers are refused here.',
  CreateUserMappingStmt: 'Connections from the database to other servers are refused here.',
  CreateFdwStmt: 'Connections from the database to other servers are refused here.',
  ImportForeignSchemaStmt: 'Connections from the database to other servers are refused here.',
  CreateSubscriptionStmt: 'Connections from the database to other servers are refused here.',
  CreatePublicationStmt: 'Publications are refused here: they send data to other servers.',
  CreateEventTrigStmt: 'Event triggers are refused: they run at what others do.',
  RuleStmt: 'CREATE RULE is refused: it changes what the statements of others do.',
}

/** The parts of statements that have been thought about. A part that is not here refuses its statement. */
export const knownParts: ReadonlySet<string> = new Set(
  `A_ArrayExpr A_Const A_Expr A_Indices A_Indirection A_Star Alias AccessPriv AlterTableCmd Boolean BitString BoolExpr
  BooleanTest CTECycleClause CTESearchClause CaseExpr CaseWhen CoalesceExpr CollateClause ColumnDef ColumnRef
  CommonTableExpr Constraint CurrentOfExpr DefElem Float FuncCall FunctionParameter GroupingFunc GroupingSet IndexElem
  InferClause Integer IntoClause JoinExpr JsonAggConstructor JsonArgument JsonArrayAgg JsonArrayConstructor
  JsonArrayQueryConstructor JsonBehavior JsonFormat JsonFuncExpr JsonIsPredicate JsonKeyValue JsonObjectAgg
  JsonObjectConstructor JsonOutput JsonParseExpr JsonReturning JsonScalarExpr JsonSerializeExpr JsonTable JsonTableColumn
  JsonTablePathSpec JsonValueExpr List LockingClause MergeSupportFunc MergeWhenClause MinMaxExpr MultiAssignRef
  NamedArgExpr NullTest ObjectWithArgs OnConflictClause ParamRef PartitionBoundSpec PartitionCmd PartitionElem
  PartitionRangeDatum PartitionSpec RangeFunction RangeSubselect RangeTableFunc RangeTableFuncCol RangeTableSample
  RangeVar ReplicaIdentityStmt ResTarget ReturningClause ReturningOption RoleSpec RowExpr SQLValueFunction SetToDefault
  SortBy StatsElem String SubLink TableLikeClause TriggerTransition TypeCast TypeName VacuumRelation WindowDef
  WithClause XmlExpr XmlSerialize ReturnStmt`.split(/\s+/),
)
