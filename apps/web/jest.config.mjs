/** The web app's tests have a browser's document each, in a realm of their own, and need their JSX translated. */
import shared from '../../jest.config.mjs';

export default {
  ...shared,
  testMatch: ['**/*.test.ts', '**/*.test.tsx'],
  testRunner: 'jest-circus/runner',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        jsc: {
          target: 'esnext',
          parser: { syntax: 'typescript', tsx: true },
          transform: { react: { runtime: 'automatic' } },
        },
        module: { type: 'es6' },
      },
    ],
  },
};
