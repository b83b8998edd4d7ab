import { AppError, EvidenceFields } from '@capeline/contracts';
import type { Form, FormKind } from '../../uploads/read-form.ts';
import type { Spool } from '../../uploads/spool.ts';

/** Evidence as it is sent. */
export type EvidenceForm = Form<typeof EvidenceFields>;

/** The form of a piece of evidence, its file spooled as told. */
export function evidenceForm(spool: Omit<Spool, 'tooLarge'>): FormKind<typeof EvidenceFields> {
  return {
    fields: EvidenceFields,
    fileIs: 'the file',
    missingFile: () =>
      new AppError('evidence.missing_file', 'Send the file as the form field "file".', [
        { pointer: '/file', message: 'is missing' },
      ]),
    emptyFile: () => new AppError('evidence.empty_file', 'The file has no bytes. Save it again and send that.'),
    spool: {
      ...spool,
      tooLarge: (megabytes) =>
        new AppError(
          'evidence.too_large',
          `Evidence may have up to ${megabytes} MB. Scan with a lower resolution, or send the pages that matter.`,
        ),
    },
  };
}
