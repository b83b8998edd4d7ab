import {
  computeDeadlines,
  fromEpochDay,
  type PlainDate,
  parsePlainDate,
  toEpochDay,
} from '../../packages/domain/src/index.ts';
import { type BenchCase, timeMs } from '../harness.ts';

const COUNT = 200_000;

function datesOfTwentyYears(): string[] {
  const first = toEpochDay('2020-01-01' as PlainDate);
  return Array.from({ length: COUNT }, (_, index) =>
    fromEpochDay((first + ((index * 7919) % 7300)) as ReturnType<typeof toEpochDay>),
  );
}

/** All clocks of a liquidation in process, against a loop that only parses the dates. */
export const deadlinesPureCase: BenchCase = {
  name: 'deadlines-pure',
  about: 'computeDeadlines over 200,000 liquidation dates against parsing those dates alone',
  // The promise is the rate below; the ratio only shows how much of it is law and how much is text.
  bar: 60,
  direction: 'at_most',
  unit: 'ms',
  pairs: 7,
  async prepare() {
    const dates = datesOfTwentyYears();
    const rates: number[] = [];
    const heaps: number[] = [];
    return {
      async pair() {
        let parsed = 0;
        const baseline = await timeMs(() => {
          for (const text of dates) if (parsePlainDate(text) !== null) parsed += 1;
        });
        let computed = 0;
        const ours = await timeMs(() => {
          for (const text of dates) {
            const liquidatedOn = parsePlainDate(text);
            if (liquidatedOn !== null && computeDeadlines({ liquidatedOn }).length === 3) computed += 1;
          }
        });
        if (parsed !== COUNT || computed !== COUNT) throw new Error(`counted ${parsed} and ${computed}, not ${COUNT}`);
        rates.push((COUNT / ours) * 1000);
        heaps.push(process.memoryUsage().heapUsed / 1_048_576);
        return { ours, baseline };
      },
      async also() {
        const slowest = Math.round(Math.min(...rates.slice(1)));
        const growth = Math.round((heaps.at(-1) ?? 0) - (heaps[1] ?? 0));
        return [
          { name: 'a second at the slowest', value: slowest, bar: 200_000, met: slowest >= 200_000 },
          { name: 'heap growth MB', value: growth, bar: 32, met: growth <= 32 },
        ];
      },
      async cleanUp() {},
    };
  },
};
