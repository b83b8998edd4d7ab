import { finished } from 'node:stream/promises';
import type { CopyStreamQuery } from 'pg-copy-streams';

/** A COPY into a table that is being written. */
export interface CopyTarget {
  /** Resolves when the bytes are on their way; rejects with what PostgreSQL refused, also in an earlier piece. */
  write(bytes: Buffer): Promise<void>;
  /** Ends the COPY and answers with the number of rows. */
  end(): Promise<number>;
  /** Gives up; the transaction has to be rolled back. */
  abandon(): void;
}

/** Writes into a COPY with one rule for faults: whatever breaks it, the next call tells it, and none waits forever. */
export function createCopyTarget(stream: CopyStreamQuery): CopyTarget {
  const broken = Promise.withResolvers<never>();
  broken.promise.catch(() => undefined); // told by the next call
  stream.once('error', broken.reject);
  return {
    write: (bytes) =>
      Promise.race([new Promise<void>((resolve) => stream.write(bytes, () => resolve())), broken.promise]),
    end: async () => {
      stream.end();
      await Promise.race([finished(stream), broken.promise]);
      return stream.rowCount;
    },
    abandon: () => void stream.destroy(),
  };
}
