import { finished } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import type { TenantPgTransaction } from '../transactions.ts';

const BATCH_BYTES = 512 * 1024;
/** Longer than any line: its texts are cut at 300 characters by whoever read them. */
const LONGEST_ROW_BYTES = 32 * 1024;

const newBuffer = (): Buffer => Buffer.allocUnsafeSlow(BATCH_BYTES + LONGEST_ROW_BYTES);

/**
 * Bytes for one COPY. A string that grows by every row would keep all of them alive for the garbage collector. Two buffers take
 * turns: one is filled while the other travels, so `take` again only after the bytes taken before have arrived.
 */
export class CopyBuffer {
  #bytes = newBuffer();
  #other = newBuffer();
  #length = 0;

  add(row: string): void {
    if (row.length * 3 > this.#bytes.length - this.#length) {
      const larger = Buffer.allocUnsafe(this.#length + row.length * 3 + BATCH_BYTES);
      this.#bytes.copy(larger, 0, 0, this.#length);
      this.#bytes = larger;
    }
    this.#length += this.#bytes.write(row, this.#length);
  }

  get isFull(): boolean {
    return this.#length >= BATCH_BYTES;
  }

  take(): Buffer {
    const taken = this.#bytes.subarray(0, this.#length);
    [this.#bytes, this.#other] = [this.#other, this.#bytes];
    this.#length = 0;
    return taken;
  }
}

/** Sends rows in COPY's text format into a table; nothing when there are none. */
export async function copyText(tx: TenantPgTransaction, table: string, bytes: Buffer): Promise<void> {
  if (bytes.length === 0) return;
  const stream = tx.client.query(copyFrom(`copy ${table} from stdin`));
  stream.end(bytes);
  await finished(stream);
}
