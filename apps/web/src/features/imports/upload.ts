import type { ImportResponse } from '@capeline/contracts';
import { sendForm } from '../../api/send-form.ts';

export interface Upload {
  readonly file: File;
  readonly asOf: string;
}

const LOST = 'The server did not answer. Send the file again: one that has arrived is not taken in twice.';

/** Sends a report for review; `onProgress` hears the part sent, 0 to 1. Fields stand before the file, so that the server can stream. */
export function uploadReport({ file, asOf }: Upload, onProgress: (part: number) => void): Promise<ImportResponse> {
  const form = new FormData();
  form.append('kind', 'es003');
  form.append('asOf', asOf);
  form.append('file', file, file.name);
  return sendForm('imports', form, { lost: LOST }, onProgress);
}
