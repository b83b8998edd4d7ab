/** `npm run bench [-- NAME...] [-- --json]`: prints every named case's ratio; exit 1 when one misses its bar. */
import { type BenchCase, type BenchResult, runCase } from './harness.ts';
import { stopFilledDatabases } from './support/filled-database.ts';

/** Loaded one by one, so that a case that needs no database starts none. */
const CASES: Record<string, () => Promise<BenchCase>> = {
  import: async () => (await import('./cases/import.ts')).importCase,
  'import-xlsx': async () => (await import('./cases/import-xlsx.ts')).importXlsxCase,
  reimport: async () => (await import('./cases/reimport.ts')).reimportCase,
  deadlines: async () => (await import('./cases/deadlines.ts')).deadlinesCase,
  'deadlines-pure': async () => (await import('./cases/deadlines-pure.ts')).deadlinesPureCase,
  board: async () => (await import('./cases/board.ts')).boardCase,
  'board-growth': async () => (await import('./cases/board-growth.ts')).boardGrowthCase,
  'sweep-growth': async () => (await import('./cases/sweep-growth.ts')).sweepGrowthCase,
  alerts: async () => (await import('./cases/alerts.ts')).alertsCase,
  queue: async () => (await import('./cases/queue.ts')).queueCase,
  fairness: async () => (await import('./cases/fairness.ts')).fairnessCase,
  web: async () => (await import('./cases/web.ts')).webCase,
  'entries-list': async () => (await import('./cases/entries-list.ts')).entriesListCase,
  start: async () => (await import('./cases/start.ts')).startCase,
};

function describeResult(result: BenchResult): string {
  const ratios = result.runs.map((run) => run.ratio);
  const sign = result.direction === 'at_most' ? '≤' : '≥';
  const also = result.also.map((one) => `${one.name} ${one.value} (bar ${one.bar}${one.met ? '' : ', MISSED'})`);
  return [
    `${result.met ? 'met   ' : 'MISSED'} ${result.name.padEnd(16)} ratio ${result.ratio} (${Math.min(...ratios)} to ${Math.max(...ratios)}), bar ${sign} ${result.bar}`,
    `       ours ${result.ours} ${result.unit}, baseline ${result.baseline} ${result.unit}, ${result.runs.length} pairs${also.length > 0 ? `; ${also.join('; ')}` : ''}`,
  ].join('\n');
}

const asked = process.argv.slice(2);
const json = asked.includes('--json');
const names = asked.filter((word) => word !== '--json' && word !== '--');
const unknown = names.filter((name) => !(name in CASES));
if (unknown.length > 0) {
  process.stderr.write(`No such bench: ${unknown.join(', ')}. There are: ${Object.keys(CASES).join(', ')}\n`);
  process.exit(2);
}

// Servers that a case started end with this process.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130));

let missed = false;
for (const [name, load] of Object.entries(CASES)) {
  if (names.length > 0 && !names.includes(name)) continue;
  const bench = await load();
  process.stderr.write(`${name}: ${bench.about}\n`);
  const result = await runCase(bench, (line) => process.stderr.write(`${line}\n`));
  process.stdout.write(json ? `${JSON.stringify(result)}\n` : `${describeResult(result)}\n`);
  missed ||= !result.met;
}
await stopFilledDatabases();
process.exit(missed ? 1 : 0);
