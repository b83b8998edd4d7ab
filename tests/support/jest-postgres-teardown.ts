/** jest's globalTeardown, the counterpart of `jest-postgres-setup.ts`. */
export { stopCluster as default } from './jest-postgres-setup.ts';
