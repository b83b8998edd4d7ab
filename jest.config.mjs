/** One configuration for every package but the web app: tests beside the code, loaded by Node itself. */
import { join } from 'node:path';

export default {
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/generated/'],
  modulePathIgnorePatterns: ['/dist/'],
  testRunner: join(import.meta.dirname, 'tools/jest/run-natively.ts'),
  injectGlobals: false,
  transform: {},
  testTimeout: 30_000,
};
