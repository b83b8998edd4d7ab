/** Prints what a browser must fetch before each screen shows: `node dev/initial-size.ts` after a build. Exit 1 above the limit. */
import { join } from 'node:path';
import { INITIAL_LIMIT_KB, initialSizes } from './initial-sizes.ts';

const sizes = initialSizes(join(import.meta.dirname, '../dist'));
for (const [screen, kb] of sizes) process.stdout.write(`${screen}: ${kb.toFixed(1)} KB of JavaScript, gzipped\n`);
process.exitCode = Math.max(...sizes.values()) > INITIAL_LIMIT_KB ? 1 : 0;
