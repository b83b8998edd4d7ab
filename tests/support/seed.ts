import { randomInt } from 'node:crypto';
import { givenSeed } from './config.ts';

/** Random numbers that can be had again. */
export interface SeededRandom {
  readonly seed: number;
  /** From 0 to below 1. */
  next(): number;
  /** A whole number from 0 to below `below`. */
  below(below: number): number;
}

/** mulberry32: small, and the same for the same seed on every machine. */
function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return { seed, next, below: (below) => Math.floor(next() * below) };
}

/** A new seed, printed, or the one of `CAPELINE_TEST_SEED`. */
export function printedSeed(what: string): SeededRandom {
  const seed = givenSeed() ?? randomInt(2 ** 32 - 1);
  process.stderr.write(`${what}: seed ${seed} (repeat with CAPELINE_TEST_SEED=${seed})\n`);
  return seededRandom(seed);
}
