import type { ClientSort, DeadlineSort, EntrySort, ImportSort } from '@capeline/contracts';
import type { SortOption } from './use-sort.ts';

export const CLIENT_ORDERS: readonly SortOption<ClientSort>[] = [
  { value: 'name', label: 'Name, A to Z' },
  { value: '-name', label: 'Name, Z to A' },
  { value: 'fileBy', label: 'File by, soonest first' },
  { value: '-fileBy', label: 'File by, latest first' },
  { value: '-ieepaDutyCents', label: 'Most duty on that date first' },
  { value: 'ieepaDutyCents', label: 'Least duty on that date first' },
  { value: 'dataAsOf', label: 'Oldest data first' },
  { value: '-dataAsOf', label: 'Newest data first' },
];

export const DEADLINE_ORDERS: readonly SortOption<DeadlineSort>[] = [
  { value: '-fileBy', label: 'Latest file-by first' },
  { value: '-ieepaDutyCents', label: 'Most IEEPA duty first' },
  { value: 'ieepaDutyCents', label: 'Least IEEPA duty first' },
];

export const ENTRY_ORDERS: readonly SortOption<EntrySort>[] = [
  { value: '-entryNumber', label: 'Entry number, last first' },
  { value: '-liquidationDate', label: 'Newest liquidation first' },
  { value: 'liquidationDate', label: 'Oldest liquidation first' },
  { value: '-ieepaDutyCents', label: 'Most IEEPA duty first' },
  { value: 'ieepaDutyCents', label: 'Least IEEPA duty first' },
];

export const IMPORT_ORDERS: readonly SortOption<ImportSort>[] = [
  { value: 'createdAt', label: 'First loaded first' },
  { value: '-asOf', label: 'Newest report first' },
  { value: 'asOf', label: 'Oldest report first' },
  { value: 'fileName', label: 'File name, A to Z' },
  { value: '-fileName', label: 'File name, Z to A' },
];
