import { AppError } from '@capeline/contracts';

/**
 * Holds an `If-Match` header to the version that is stored: `"3"`, `W/"3"` or `3`, several separated by commas, or `*`. Throws
 * `conflict.version` when none matches; without the header nothing is asked.
 */
export function assertVersion(ifMatch: string | undefined, version: number | string): void {
  if (ifMatch === undefined || ifMatch.trim() === '*') return;
  const tags = ifMatch.split(',').map((tag) =>
    tag
      .trim()
      .replace(/^W\//u, '')
      .replace(/^"(.*)"$/u, '$1'),
  );
  if (tags.includes(String(version))) return;
  throw new AppError(
    'conflict.version',
    'Somebody changed this since you read it. Load it again and repeat your change.',
  );
}
