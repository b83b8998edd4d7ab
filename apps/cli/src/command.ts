/** 0: fine. 1: a negative answer. 2: bad usage, bad input, or nothing running. */
export const EXIT = { ok: 0, negative: 1, usage: 2 } as const;

/** Where a command reads and writes. Standard output carries the answer alone. */
export interface CommandIo {
  readonly stdin: NodeJS.ReadableStream;
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
}

export interface Command {
  readonly name: string;
  readonly summary: string;
  /** The lines after "Usage:", without a final newline. */
  readonly usage: string;
  /** Answers with the exit code. Throws UsageError for arguments that it cannot take. */
  run(args: readonly string[], io: CommandIo): Promise<number>;
}

/** Arguments that a command cannot take: printed with the usage, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
