export { DEFAULT_TIMES, type WorkerContext, type WorkerTimes } from './context.ts';
export { startWorker, type WorkerParts } from './worker.ts';
