/** A file on this machine that was received whole and hashed. */
export interface SpooledBytes {
  readonly path: string;
  readonly size: number;
  readonly sha256: Buffer;
}

/** The first and the last byte of a part, both included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Where contents are kept outside the database, each under a key that is never used twice. Every method throws
 * `EvidenceStoreUnavailableError` when the store does not answer or refuses.
 */
export interface EvidenceStore {
  put(key: string, file: SpooledBytes): Promise<void>;
  /** The whole object, or a part of it. */
  get(key: string, range: ByteRange | null): Promise<AsyncIterable<Buffer>>;
  /** What is not there is deleted already. */
  delete(key: string): Promise<void>;
}

/** The store did not answer, refused, or is not configured. The message is for the log; callers learn only that it is away. */
export class EvidenceStoreUnavailableError extends Error {
  constructor(why: string, options?: ErrorOptions) {
    super(`The evidence store is unavailable: ${why}`, options);
    this.name = 'EvidenceStoreUnavailableError';
  }
}
