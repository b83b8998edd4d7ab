import { CSRF_HEADER, ProblemError, readAnswer, unreachable } from './http.ts';

/**
 * Sends a form with a file to `/api/v1/<path>`; `onProgress` hears the part sent, 0 to 1. `fetch` cannot tell that. Throws
 * `ProblemError`, with `lost` as its words when no answer came.
 */
export function sendForm<Answer>(
  path: string,
  form: FormData,
  words: { readonly lost: string },
  onProgress: (part: number) => void,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    xhr.open('POST', `/api/v1/${path}`);
    for (const [name, value] of Object.entries(CSRF_HEADER)) xhr.setRequestHeader(name, value);
    xhr.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    xhr.onerror = () => reject(new ProblemError(unreachable(0, words.lost)));
    xhr.onload = () => {
      try {
        resolve(readAnswer<Answer>(xhr.status, xhr.responseText));
      } catch (error) {
        reject(error);
      }
    };
    xhr.send(form);
  });
}
