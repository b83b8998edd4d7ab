/** The only place of the benches that reads the environment. */

function askedEntries(otherwise: number): number {
  const total = Number(process.env.CAPELINE_BENCH_ENTRIES ?? '');
  return Number.isSafeInteger(total) && total >= 10_000 ? total : otherwise;
}

/** Entries of the large firm that lists, board, deadlines and sweep are measured on: 1,000,000, or CAPELINE_BENCH_ENTRIES. */
export const manyEntries = (): number => askedEntries(1_000_000);

/** A tenth of them: what growth is measured against. */
export const fewEntries = (): number => Math.ceil(manyEntries() / 10);

/** Entries of the report of `import` and `reimport`: 100,000, or CAPELINE_BENCH_ENTRIES. */
export const importEntries = (): number => askedEntries(100_000);

/** What a baseline server is told by the case that starts it. */
export function readPlainServerSettings(): { port: number; databaseUrl: string; organizationId: string } {
  const { PORT = '0', DATABASE_URL = '', ORGANIZATION_ID = '' } = process.env;
  return { port: Number(PORT), databaseUrl: DATABASE_URL, organizationId: ORGANIZATION_ID };
}

/** What the mail server of `alerts` is told. */
export function readSinkSettings(): { port: number; smtpPort: number } {
  const { PORT = '0', SMTP_PORT = '0' } = process.env;
  return { port: Number(PORT), smtpPort: Number(SMTP_PORT) };
}

/** Digests of `alerts`: 10,000, or a hundredth of CAPELINE_BENCH_ENTRIES. */
export const digests = (): number => Math.ceil(manyEntries() / 100);
