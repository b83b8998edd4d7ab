import { describe, expect, it } from '@jest/globals';
import { plainDate } from '../calendar/plain-date.ts';
import { findReportRunDate } from './report-run-date.ts';

const TODAY = plainDate('2026-11-23');
const find = (fileName: string, rowsAboveHeader: readonly (readonly string[])[] = []) =>
  findReportRunDate({ fileName, rowsAboveHeader }, TODAY);

describe('findReportRunDate', () => {
  it.each([
    [['Run Date: 11/18/2026 08:12 AM']],
    [['FOR OFFICIAL USE ONLY', 'Report Date', '', '2026-11-18']],
    [['Last refreshed', '46344']],
    [['Data as of 11/18/2026']],
  ])('reads it from %j', (cells) => {
    expect(find('2026-11-01.csv', [['Title'], cells])).toEqual({ on: '2026-11-18', source: 'content' });
  });

  it.each(['es003_2026-11-18.csv', 'ES-003 20261118.xlsx', 'all clients 11-18-2026 (2).csv', 'es003_11182026.csv'])(
    'reads it from the file name %s',
    (fileName) => {
      expect(find(fileName)).toEqual({ on: '2026-11-18', source: 'file_name' });
    },
  );

  it.each([
    ['a period', 'es003_2025-02-04_2026-02-23.csv', []],
    ['a day to come', 'es003_2026-11-24.csv', [['Run date', '11/24/2026']]],
    ['a prompt of the report', 'es003.csv', [['Entry Date (Begin)', '01/01/2025']]],
    ['a number', 'es003-6057607248.csv', [['Run date', 'yesterday']]],
  ])('takes %s for no run date', (_name, fileName, rows) => {
    expect(find(fileName, rows)).toBeNull();
  });
});
