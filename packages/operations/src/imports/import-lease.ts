import { type Database, LeaseLostError, renewImportLease } from '@capeline/db';

/** Each is a commit of its own, and people look at a bar about once a second. */
const PROGRESS_EVERY_MS = 1_000;
const RENEWALS_PER_LEASE = 3;

export interface LeaseOptions {
  readonly organizationId: string;
  readonly importId: string;
  readonly token: string;
  readonly leaseMs: number;
  readonly now: () => Date;
}

/** Keeps a worker's hold on an import and writes its progress, each time in a short transaction of its own. */
export class ImportLease {
  readonly #database: Database;
  readonly #options: LeaseOptions;
  readonly #timer: NodeJS.Timeout;
  #bytesRead = 0;
  #writtenAt = Number.NEGATIVE_INFINITY;
  #flight: Promise<void> | null = null;
  #failure: unknown = null;
  #isStopped = false;

  constructor(database: Database, options: LeaseOptions) {
    this.#database = database;
    this.#options = options;
    // The merge reports no progress, so the hold is renewed by the clock as well.
    this.#timer = setInterval(() => this.#renew(), options.leaseMs / RENEWALS_PER_LEASE);
    this.#timer.unref();
  }

  /** Notes how far reading has come; throws LeaseLostError once another worker has taken over. */
  progress(bytesRead: number): void {
    if (this.#failure !== null) throw this.#failure;
    this.#bytesRead = bytesRead;
    if (this.#options.now().getTime() - this.#writtenAt >= PROGRESS_EVERY_MS) this.#renew();
  }

  #renew(): void {
    if (this.#flight !== null || this.#isStopped) return;
    const { organizationId, importId, token, leaseMs, now } = this.#options;
    const at = now().getTime();
    this.#writtenAt = at;
    const lease = { importId, token, until: new Date(at + leaseMs), progressDone: this.#bytesRead };
    this.#flight = this.#database
      .withTenantPg(organizationId, (tx) => renewImportLease(tx, lease))
      .catch((error: unknown) => {
        // A renewal that fails for another reason is tried again; the token guards the commit either way.
        if (error instanceof LeaseLostError) this.#failure = error;
      })
      .finally(() => {
        this.#flight = null;
      });
  }

  /** Whether another worker holds the import by now; false also when nobody can say. */
  async isLost(): Promise<boolean> {
    const { organizationId, importId, token, leaseMs, now } = this.#options;
    const lease = { importId, token, until: new Date(now().getTime() + leaseMs), progressDone: this.#bytesRead };
    try {
      await this.#database.withTenantPg(organizationId, (tx) => renewImportLease(tx, lease));
      return false;
    } catch (error) {
      return error instanceof LeaseLostError;
    }
  }

  /** Ends the renewals and waits for the one on its way: afterwards nothing of this lease touches the import's row. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearInterval(this.#timer);
    await this.#flight;
  }
}
