export type { WorkerContext } from './context.ts';
export { startWorker, type WorkerParts } from './worker.ts';
