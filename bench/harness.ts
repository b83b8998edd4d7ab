/** Ratios, never timings: each case runs ours and its baseline interleaved in one process tree and reports the median. */

/** A second figure that a case must hold beside its ratio, for example resident memory in MB. */
export type Also = { name: string; value: number; bar: number; met: boolean };

/** What one pair of runs measured; both in the case's unit. */
export type Pair = { ours: number; baseline: number };

export type BenchCase = {
  name: string;
  /** One line: what is compared with what. */
  about: string;
  bar: number;
  direction: 'at_most' | 'at_least';
  unit: string;
  /** Sets up once; answers how to run one pair, what else must hold, and how to clean up. */
  prepare(log: (line: string) => void): Promise<{
    pair(): Promise<Pair>;
    also?(): Promise<Also[]>;
    cleanUp(): Promise<void>;
  }>;
  /** At least five. */
  pairs: number;
};

export type BenchResult = {
  name: string;
  ratio: number;
  bar: number;
  direction: 'at_most' | 'at_least';
  met: boolean;
  unit: string;
  baseline: number;
  ours: number;
  runs: { ours: number; baseline: number; ratio: number }[];
  also: Also[];
};

/** Middle of the sorted values; mean of the two middle ones for an even count. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/** The value below which 95 of 100 lie. */
export const p95 = (values: readonly number[]): number => percentile(values, 0.95);

/** The value below which 99 of 100 lie. */
export const p99 = (values: readonly number[]): number => percentile(values, 0.99);

const round = (value: number) => Math.round(value * 1000) / 1000;

/** Runs one case: a warm-up pair that does not count, then its pairs, then what else must hold. */
export async function runCase(bench: BenchCase, log: (line: string) => void): Promise<BenchResult> {
  const prepared = await bench.prepare(log);
  try {
    await prepared.pair();
    const runs: BenchResult['runs'] = [];
    for (let index = 0; index < bench.pairs; index += 1) {
      const { ours, baseline } = await prepared.pair();
      runs.push({ ours: round(ours), baseline: round(baseline), ratio: round(ours / baseline) });
      log(
        `  ${bench.name} ${index + 1}/${bench.pairs}: ours ${round(ours)} ${bench.unit}, baseline ${round(baseline)}, ratio ${round(ours / baseline)}`,
      );
    }
    const also = (await prepared.also?.()) ?? [];
    const ratio = round(median(runs.map((run) => run.ratio)));
    const within = bench.direction === 'at_most' ? ratio <= bench.bar : ratio >= bench.bar;
    return {
      name: bench.name,
      ratio,
      bar: bench.bar,
      direction: bench.direction,
      met: within && also.every((one) => one.met),
      unit: bench.unit,
      baseline: round(median(runs.map((run) => run.baseline))),
      ours: round(median(runs.map((run) => run.ours))),
      runs,
      also,
    };
  } finally {
    await prepared.cleanUp();
  }
}

/** Milliseconds that a piece of work took. */
export async function timeMs(work: () => Promise<unknown> | unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
