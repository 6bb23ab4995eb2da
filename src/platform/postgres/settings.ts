/**
 * PostgreSQL's settings, given on the command line: they win over postgresql.conf, so a data folder behaves the same
 * whichever version of Schedly made it. Who wants to tune runs a server of their own and sets DATABASE_URL.
 */
export const settings = Object.entries({
  // Nothing confirmed is ever lost.
  fsync: "on",
  synchronous_commit: "on",

  // One small machine, many short queries.
  max_connections: "60",
  shared_buffers: "64MB",
  max_wal_size: "512MB",
  jit: "off", // compiling costs more than such queries take
  max_parallel_workers_per_gather: "0",
  max_parallel_maintenance_workers: "0",
  io_method: "sync", // no worker processes for reads that the page cache answers
  autovacuum_max_workers: "2",
  autovacuum_worker_slots: "2",
  // 9,000 rows of a table tell its indexes apart. PostgreSQL's own 30,000 are in memory while they are looked at: 67 MB of
  // mails after a busy hour instead of 21, in a process that comes on top of those that serve.
  default_statistics_target: "30",

  // No replica and no logical decoding hangs on this server: less to write, one process fewer.
  wal_level: "minimal",
  max_wal_senders: "0",
  max_logical_replication_workers: "0",

  timezone: "UTC",
  log_timezone: "UTC",

  // Rows and parameters hold personal data, so an error is logged as its first line alone.
  log_error_verbosity: "terse",
  log_min_error_statement: "panic",
  log_checkpoints: "off",
}).map(([name, value]) => `${name}=${value}`);
