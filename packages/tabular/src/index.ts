export { columnLetters } from './csv/split-records.ts';
export { openTable } from './open-table.ts';
export { sourceOfBytes } from './source-of-bytes.ts';
export {
  DEFAULT_LIMITS,
  type OpenTableOptions,
  type SheetRow,
  type Table,
  type TableLimits,
  type TableRow,
  type TableSource,
} from './table.ts';
export { TabularError, type TabularErrorCode } from './tabular-error.ts';
