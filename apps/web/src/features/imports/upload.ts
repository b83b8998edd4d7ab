import type { ImportResponse } from '@capeline/contracts';
import { CSRF_HEADER, ProblemError, readAnswer, unreachable } from '../../api/http.ts';

export interface Upload {
  readonly file: File;
  readonly asOf: string;
}

/** Sends a report for review; `onProgress` hears the part sent, 0 to 1. Fields stand before the file, so that the server can stream. */
export function uploadReport({ file, asOf }: Upload, onProgress: (part: number) => void): Promise<ImportResponse> {
  const form = new FormData();
  form.append('kind', 'es003');
  form.append('asOf', asOf);
  form.append('file', file, file.name);
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    xhr.open('POST', '/api/v1/imports');
    for (const [name, value] of Object.entries(CSRF_HEADER)) xhr.setRequestHeader(name, value);
    xhr.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    xhr.onerror = () =>
      reject(
        new ProblemError(
          unreachable(0, 'The server did not answer. Send the file again: one that has arrived is not taken in twice.'),
        ),
      );
    xhr.onload = () => {
      try {
        resolve(readAnswer<ImportResponse>(xhr.status, xhr.responseText));
      } catch (error) {
        reject(error);
      }
    };
    xhr.send(form);
  });
}
