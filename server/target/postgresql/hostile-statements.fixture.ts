const deep = (word: string, times: number) => word.repeat(times)

const changesRows = 'What was allowed only reads; this changes rows.'
const changesSchema = 'What was allowed only reads; this changes the schema.'
const noCopy =
  'COPY is refused: it reads or writes files and programs of the server; the result of a SELECT can be downloaded instead.'
const oneStatement = 'A query is one statement; this text has 2. Submit it as a script to run several.'
const noTransaction =
  'Statements about transactions (BEGIN, COMMIT, ROLLBACK, SAVEPOINT) are refused: every request is one transaction that Steward begins and ends.'
const noSet = 'SET and RESET are refused: they would lift the limits that the request runs under.'
const tooDeep = 'The text is nested too deeply or is too large to be checked, so it is refused.'
const nothing = 'There is no statement in the text.'
const noStar = 'The * stands for hidden columns too, in a place where they cannot be hidden; name the columns that are needed.'
const noCounting = 'Columns are counted in ORDER BY or GROUP BY, and hidden columns are among them; name the columns instead.'
const noCharacter = 'The text holds a character that PostgreSQL does not take (a zero byte or half a character).'
const hiddenColumn = (name: string) =>
  `The column ${name} is hidden: it can be selected by itself and is shown as ••••, but it cannot stand in a condition, a join, an order, a group, an expression or a subquery.`
const opaqueCode = (name: string) =>
  `${name} is code of this database, which could read hidden columns; it is refused where columns are hidden.`
const wholeRow = (name: string) => `${name} stands for whole rows with hidden columns in them; name the columns that are needed.`

/** What a hostile person might submit as a read, and the sentence that they get. */
export const hostile: readonly (readonly [text: string, sentence: string])[] = [
  // Write in a read.
  ['delete from orders', changesRows],
  ['with gone as (delete from orders returning *) select * from gone', changesRows],
  ['select exists (with gone as (update orders set total = 0 returning 1) select 1 from gone)', changesRows],
  ['merge into orders o using people p on o.person = p.id when matched then delete', changesRows],
  ['select sneaky()', opaqueCode('public.sneaky')],
  ['select * from sneaky()', opaqueCode('public.sneaky')],
  ["select nextval('counter')", changesRows],
  ['select lo_create(4711)', changesRows],
  ["select lo_import('/etc/passwd')", 'The function lo_import is refused: it reads or writes files of the server.'],
  ['select * into copied from orders', changesSchema],
  ['create table copied as select id from orders', changesSchema],
  ['select id from orders for update', changesRows],
  ['select id from orders for key share', changesRows],
  ["copy orders to program 'id > /tmp/owned'", noCopy],
  ["copy orders from '/etc/passwd'", noCopy],
  ['copy (delete from orders returning id) to stdout', noCopy],
  ['explain analyze delete from orders', changesRows],
  ['explain (analyze true) with gone as (delete from orders returning 1) select 1', changesRows],
  ['explain (analyze false) update orders set total = 0', changesRows],
  ['truncate orders', changesSchema],
  ['select 1 ### $$x$$', opaqueCode('public.###')],
  ['select o.evil_of_row from orders o', opaqueCode('public.evil_of_row')],
  ['do $$ begin delete from orders; end $$', changesSchema],
  [
    "do $$ begin execute 'delete from orders'; end $$",
    'EXECUTE in a DO block is refused: what it would carry out cannot be seen in the text.',
  ],
  ["do language plperl $$ system('id') $$", 'DO blocks are taken in the language plpgsql only.'],
  ['call anything()', 'CALL is refused: what the procedure does cannot be seen in the text.'],
  ['refresh materialized view stored', changesSchema],
  ['insert into orders (total) values (1)', changesRows],
  // Leave the transaction.
  ['commit; delete from orders', oneStatement],
  ['commit', noTransaction],
  ['set transaction read write', noSet],
  [
    "select set_config('transaction_read_only', 'off', true)",
    'The function set_config is refused: it would lift the limits that the request runs under.',
  ],
  [
    "select pg_catalog.set_config('statement_timeout', '0', false)",
    'The function set_config is refused: it would lift the limits that the request runs under.',
  ],
  ['savepoint a', noTransaction],
  ['rollback to savepoint a', noTransaction],
  ['set statement_timeout = 0', noSet],
  ['reset all', noSet],
  ['set role postgres', noSet],
  ['set session authorization postgres', noSet],
  ['set local default_transaction_read_only = off', noSet],
  ['prepare p as delete from orders', 'PREPARE is refused: what it would carry out later cannot be checked now.'],
  ['execute p', 'EXECUTE is refused: what it would carry out cannot be seen in the text.'],
  ['deallocate all', 'DEALLOCATE is refused: there are no prepared statements here.'],
  ['discard all', 'DISCARD is refused: every request has a connection of its own.'],
  ['declare c cursor for select 1', 'DECLARE is refused: Steward reads results piece by piece itself.'],
  // Hidden columns.
  ["select id from people where ssn like '1%'", hiddenColumn('ssn')],
  ['select upper(ssn) from people', hiddenColumn('ssn')],
  ['select ssn || $$$$ from people', hiddenColumn('ssn')],
  ['select row_to_json(people) from people', wholeRow('people')],
  ['select row_to_json(p.*) from people p', noStar],
  ['select people from people', wholeRow('people')],
  ['select p::text from people p', wholeRow('p')],
  ['select (p).ssn from people p', hiddenColumn('ssn')],
  ['select p.of_row from people p', opaqueCode('public.of_row')],
  ['select p.row_to_json from people p', 'p.row_to_json is no column of the table; as a function it would see hidden columns.'],
  ['select quiet()', opaqueCode('public.quiet')],
  ['select note from leaking', 'The view public.leaking reads hidden columns, so it is refused.'],
  ['select all_of_it from hiding_row', 'The view public.hiding_row reads hidden columns, so it is refused.'],
  ['select * from leaking_twice', 'The view public.leaking reads hidden columns, so it is refused.'],
  ['select s from stored', 'The view public.stored reads hidden columns, so it is refused.'],
  ['select id from people order by ssn', hiddenColumn('ssn')],
  ['select id, ssn from people order by 2', noCounting],
  ['select id, ssn as harmless from people order by harmless', hiddenColumn('harmless')],
  ['select count(*) from people group by ssn', hiddenColumn('ssn')],
  ['select ssn, count(*) from people group by 1', noCounting],
  ['select distinct ssn from people', hiddenColumn('ssn')],
  ['select max(ssn) from people', hiddenColumn('ssn')],
  ['select id from people union select ssn::bigint from people', hiddenColumn('ssn')],
  ['table people union table people', noStar],
  ['with p as (select * from people) select * from p', noStar],
  ['select x from (select ssn as x from people) s', hiddenColumn('ssn')],
  ['select x.n from people p, lateral (select p.ssn as n) x', hiddenColumn('ssn')],
  ['select 1 from people a join people b using (ssn)', hiddenColumn('ssn')],
  [
    'select 1 from people a natural join people b',
    'NATURAL JOIN is refused here: a table in it has hidden columns, and they might be what it joins by.',
  ],
  [
    'select c from people as p(a, b, c, d, e)',
    'Other names for the columns of a table are refused here: the table has hidden columns.',
  ],
  [
    'select j.c from (people p cross join (select 1) q) as j(a, b, c, d, e)',
    'j.c is no column of the table; as a function it would see hidden columns.',
  ],
  ['select case when ssn > $$5$$ then 1 end from people', hiddenColumn('ssn')],
  ['select id from people limit (select count(*) from people where ssn > $$2$$)', hiddenColumn('ssn')],
  ['select count(*) over (partition by ssn) from people', hiddenColumn('ssn')],
  ['select count(*) filter (where ssn > $$2$$) from people', hiddenColumn('ssn')],
  ['select array(select ssn from people)', hiddenColumn('ssn')],
  ['select json_agg(p) from people p', wholeRow('p')],
  [
    "select query_to_xml('select ssn from people', true, false, '')",
    'The function query_to_xml is refused: it reaches another server or runs a query that is hidden in a text.',
  ],
  [
    "select table_to_xml('people', true, false, '')",
    'The function table_to_xml is refused: it reaches another server or runs a query that is hidden in a text.',
  ],
  ["select * from xmltable('/a' passing (select ssn::xml from people) columns a text)", hiddenColumn('ssn')],
  [
    "select * from dblink('dbname=postgres', 'select ssn from people') as t(ssn text)",
    'The function dblink is refused: it reaches another server or runs a query that is hidden in a text.',
  ],
  [
    "select most_common_vals from pg_stats where tablename = 'people'",
    'pg_stats holds values of columns, and hidden ones would be among them; it is refused where columns are hidden.',
  ],
  [
    'select stavalues1 from pg_statistic',
    'pg_statistic holds values of columns, and hidden ones would be among them; it is refused where columns are hidden.',
  ],
  ['select secret from part_one where secret = $$hush$$', hiddenColumn('secret')],
  ['select U&"\\0073sn" || $$$$ from people', hiddenColumn('ssn')],
  ['select "ssn"::int from "public"."people"', hiddenColumn('ssn')],
  ['with people as (select 1 as ssn) select upper(ssn::text) from public.people', hiddenColumn('ssn')],
  ['explain select id from people where ssn = $$1$$', hiddenColumn('ssn')],
  ['select id from people where (ssn, id) > ($$1$$, 1)', hiddenColumn('ssn')],
  ['select id from people where people is not null and people::text like $$%1%$$', wholeRow('people')],
  [
    "select ts_rewrite('a'::tsquery, 'select ''a''::tsquery, to_tsquery(''simple'', ssn) from people where id = 1')",
    'The function ts_rewrite is refused: it reaches another server or runs a query that is hidden in a text.',
  ],
  // Files, others, locks.
  ["select pg_read_file('/etc/passwd')", 'The function pg_read_file is refused: it reads or writes files of the server.'],
  [
    "select pg_catalog.pg_read_binary_file('/etc/passwd')",
    'The function pg_read_binary_file is refused: it reads or writes files of the server.',
  ],
  ["select * from pg_ls_dir('/')", 'The function pg_ls_dir is refused: it reads or writes files of the server.'],
  ['lock table orders in access exclusive mode', 'LOCK TABLE is refused: statements take the locks that they need.'],
  ['select pg_advisory_lock(1)', 'The function pg_advisory_lock is refused: it takes a lock that outlives the request.'],
  [
    'select pg_terminate_backend(pid) from pg_stat_activity',
    'The function pg_terminate_backend is refused: it interferes with the work of others.',
  ],
  ["notify everybody, 'x'", 'NOTIFY is refused: it reaches programs that nobody here can see.'],
  ["select pg_notify('a', 'b')", 'The function pg_notify is refused: it interferes with the work of others.'],
  ['listen everybody', 'LISTEN is refused: nobody would hear what arrives.'],
  ['create temp table t (a int)', 'Temporary tables are refused: the connection ends with the request.'],
  ["load 'auto_explain'", 'LOAD is refused: it loads code into the server.'],
  ['alter system set fsync = off', 'ALTER SYSTEM is refused: it changes the whole server.'],
  ['checkpoint', 'CHECKPOINT is refused: it burdens the whole server.'],
  // Exceed limits.
  ['select pg_sleep(3600)', 'The function pg_sleep is refused: it only holds a connection.'],
  [
    'with recursive r as (select 1 as n union all select n + 1 from r) select count(*) from r',
    'The statement took longer than it may and was stopped.',
  ],
  [`select ${deep('not ', 3_000)}true`, tooDeep],
  [`select 1${deep(' union select 1', 20_000)}`, tooDeep],
  [`select ${deep('case when true then ', 2_000)}1${deep(' end', 2_000)}`, tooDeep],
  [`${deep('/*', 50_000)}${deep('*/', 50_000)} select 1`, 'The text opens more than 2000 comments and is not read.'],
  [`select '${deep('x', 600_000)}'`, 'The text is 586 KiB long; at most 512 KiB are read.'],
  [`select 1 in (${Array.from({ length: 150_000 }, () => '1').join(',')})`, tooDeep],
  // A second statement, comments and quotes.
  ['select 1; delete from orders', oneStatement],
  ['select 1 /* ; */; -- \n delete from orders', oneStatement],
  ["select 'a' /* /* nested */ ' */; delete from orders; --'", oneStatement],
  ['select $a$ $b$ $a$; delete from orders; --$b$', oneStatement],
  ["select '\\'; delete from orders; --'", oneStatement],
  ["select E'\\''; delete from orders; --'", oneStatement],
  ['select 1\u0000; delete from orders', noCharacter],
  ['select 1\ud800', noCharacter],
  ['\\! id', '\\! is a command of the program psql, not of PostgreSQL; only SQL is taken here.'],
  ['\\copy orders to x', '\\copy is a command of the program psql, not of PostgreSQL; only SQL is taken here.'],
  ['select $1', 'The text has a placeholder ($1) without a value.'],
  ['', nothing],
  [';;;', nothing],
  ['-- nothing', nothing],
]
