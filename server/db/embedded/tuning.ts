/**
 * How the embedded server runs: on a small machine, beside everything else, and
 * with every commit on disk before it is confirmed. Given on the command line,
 * so that a new Steward's settings reach an old database.
 */
const settings: Readonly<Record<string, string>> = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  max_connections: '200',
  shared_buffers: '128MB',
  effective_cache_size: '1GB',
  maintenance_work_mem: '64MB',
  work_mem: '8MB',
  // Fewer, larger checkpoints: each one makes the next change of every page cost a whole page of log.
  max_wal_size: '2GB',
  min_wal_size: '128MB',
  checkpoint_timeout: '15min',
  wal_compression: 'on',
  wal_buffers: '16MB',
  max_wal_senders: '0',
  wal_level: 'minimal',
  // This build has no JIT compiler, and our statements are short.
  jit: 'off',
  random_page_cost: '1.1',
  // Helper processes that a small machine does not thank for.
  io_method: 'sync',
  max_worker_processes: '4',
  max_parallel_workers_per_gather: '1',
  autovacuum_max_workers: '2',
  // Queue tables turn over within seconds; looking once a minute would let them bloat.
  autovacuum_naptime: '15s',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  log_min_messages: 'warning',
  // Values of a statement may be secrets; the log shows the statement without them.
  log_parameter_max_length_on_error: '0',
  log_min_error_statement: 'panic',
}

export function tuningArguments(overrides: Readonly<Record<string, string>> = {}): string[] {
  return Object.entries({ ...settings, ...overrides }).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}
