import { AppError, UploadFields } from '@capeline/contracts';
import type { Form, FormKind } from '../../uploads/read-form.ts';
import type { Spool } from '../../uploads/spool.ts';

/** A report as it is sent. */
export type ReportForm = Form<typeof UploadFields>;

/** The form of a report, its file spooled as told. */
export function reportForm(spool: Omit<Spool, 'tooLarge'>): FormKind<typeof UploadFields> {
  return {
    fields: UploadFields,
    fileIs: 'the report',
    missingFile: () =>
      new AppError('import.missing_file', 'Send the report as the form field "file".', [
        { pointer: '/file', message: 'is missing' },
      ]),
    emptyFile: () => new AppError('import.empty_file', 'The file has no bytes. Download the report again.'),
    spool: {
      ...spool,
      tooLarge: (megabytes) =>
        new AppError(
          'import.too_large',
          `This installation takes files up to ${megabytes} MB. Pull the report for a shorter period.`,
        ),
    },
  };
}
