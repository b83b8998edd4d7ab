/** The only place of the benches that reads the environment. */

function askedEntries(otherwise: number): number {
  const total = Number(process.env.CAPELINE_BENCH_ENTRIES ?? '');
  return Number.isSafeInteger(total) && total >= 1_000 ? total : otherwise;
}

/** Entries of each of the 1,000 clients of `board`: 100, or CAPELINE_BENCH_ENTRIES over all of them. */
export const boardEntriesPerClient = (): number => Math.ceil(askedEntries(100_000) / 1_000);

/** Clients of `deadlines`, each with 1,000 entries as on the board: 200, or as many as CAPELINE_BENCH_ENTRIES needs. */
export const deadlineClients = (): number => Math.ceil(askedEntries(200_000) / 1_000);

/** Entries of the report of `import` and `reimport`: 100,000, or CAPELINE_BENCH_ENTRIES. */
export const importEntries = (): number => askedEntries(100_000);
