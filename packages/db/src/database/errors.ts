/** The database cannot be reached or has no connection left: nothing is wrong with the request, try again soon. */
export class DatabaseUnavailableError extends Error {
  override readonly name = 'DatabaseUnavailableError';
  /** The connection was lost while the commit was on its way: nobody can know whether it was done. False: nothing was changed. */
  readonly mayBeSaved: boolean;

  constructor(cause: unknown, mayBeSaved = false) {
    super('The database is not available at the moment.', { cause });
    this.mayBeSaved = mayBeSaved;
  }
}

/** The database's disk is full: nothing of the transaction was kept, and nothing can be written until somebody makes room. */
export class DatabaseFullError extends Error {
  override readonly name = 'DatabaseFullError';

  constructor(cause: unknown) {
    super('The disk of the database is full.', { cause });
  }
}

/** PostgreSQL could not extend a file. */
const DISK_FULL = '53100';

/** Serialization failure and deadlock: the transaction was rolled back whole and may be run again. */
const RETRYABLE_CODES = new Set(['40001', '40P01', 'P2034']);
/** Sockets, SQLSTATE class 08 and 57P, too many connections, and Prisma's names for the same. */
const UNAVAILABLE_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'EAI_AGAIN',
  '53300',
  '57P01',
  '57P02',
  '57P03',
  'P1001',
  'P1002',
  'P1008',
  'P1017',
  'P2024',
  'P2037',
]);
const UNAVAILABLE_KINDS = new Set(['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout', 'TooManyConnections']);
/** pg has no codes for these. */
const UNAVAILABLE_MESSAGES =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|timeout expired|Cannot use a pool after calling end|Client was closed)/;

type ErrorLike = { code?: unknown; originalCode?: unknown; kind?: unknown; message?: unknown; cause?: unknown };

/** The error and what caused it, outermost first; Prisma hides the SQLSTATE two levels down. */
function* causesOf(error: unknown): Generator<ErrorLike> {
  let current = error;
  for (let depth = 0; depth < 6 && typeof current === 'object' && current !== null; depth++) {
    yield current as ErrorLike;
    const { cause, meta } = current as { cause?: unknown; meta?: { driverAdapterError?: unknown } };
    current = cause ?? meta?.driverAdapterError;
  }
}

/** True for a serialization failure or a deadlock, in the pg and the Prisma form. */
export function isRetryable(error: unknown): boolean {
  for (const { code, originalCode, kind } of causesOf(error)) {
    if (RETRYABLE_CODES.has(String(code)) || RETRYABLE_CODES.has(String(originalCode))) return true;
    if (kind === 'TransactionWriteConflict') return true;
  }
  return false;
}

function isUnavailable(error: unknown): boolean {
  for (const { code, originalCode, kind, message } of causesOf(error)) {
    const codes = [String(code), String(originalCode)];
    if (codes.some((value) => UNAVAILABLE_CODES.has(value) || /^08[0-9A-Z]{3}$/.test(value))) return true;
    if (UNAVAILABLE_KINDS.has(String(kind)) || UNAVAILABLE_MESSAGES.test(String(message))) return true;
    // P2028 is any fault of a Prisma transaction; only "could not be started" means that no connection was free.
    if (code === 'P2028' && /Unable to start a transaction/.test(String(message))) return true;
  }
  return false;
}

function isDiskFull(error: unknown): boolean {
  return causesOf(error).some(({ code, originalCode }) => code === DISK_FULL || originalCode === DISK_FULL);
}

/**
 * The error to throw to callers: connection faults become `DatabaseUnavailableError`, a full disk `DatabaseFullError`, all others stay.
 * `isCommitting`: the transaction's COMMIT had been sent.
 */
export function toDatabaseError(error: unknown, isCommitting = false): unknown {
  if (error instanceof DatabaseUnavailableError || error instanceof DatabaseFullError) return error;
  if (isDiskFull(error)) return new DatabaseFullError(error);
  return isUnavailable(error) ? new DatabaseUnavailableError(error, isCommitting) : error;
}
