/** The only place of the benches that reads the environment. */

/** Entries of each of the 1,000 clients of `board`: 100, or CAPELINE_BENCH_ENTRIES over all of them. */
export function boardEntriesPerClient(): number {
  const total = Number(process.env.CAPELINE_BENCH_ENTRIES ?? '100000');
  return Number.isSafeInteger(total) && total >= 1_000 ? Math.ceil(total / 1_000) : 100;
}
