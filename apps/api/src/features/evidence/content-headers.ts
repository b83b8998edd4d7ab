import type { EvidenceMediaType } from '@capeline/contracts';
import type { ByteRange } from '@capeline/operations';

/** Nothing in the file runs, loads or frames anything. */
const SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'";

/**
 * How each kind is shown. A message is source text, never a page. A PDF is not sandboxed, because Chromium does not start its viewer,
 * which is a sandbox itself, in a sandboxed document; only our own pages may frame it.
 */
const SHOWN: Readonly<
  Record<EvidenceMediaType, { readonly type: string; readonly headers: Readonly<Record<string, string>> }>
> = {
  'application/pdf': {
    type: 'application/pdf',
    headers: {
      'content-security-policy': "default-src 'none'; frame-ancestors 'self'",
      'x-frame-options': 'SAMEORIGIN',
    },
  },
  'image/png': { type: 'image/png', headers: { 'content-security-policy': SANDBOX } },
  'image/jpeg': { type: 'image/jpeg', headers: { 'content-security-policy': SANDBOX } },
  'message/rfc822': { type: 'text/plain; charset=utf-8', headers: { 'content-security-policy': SANDBOX } },
};

/** The file's name for a browser (RFC 6266): the plain form without quotes and foreign letters, the exact one percent-encoded. */
function contentDisposition(kind: 'inline' | 'attachment', fileName: string): string {
  const plain = fileName.replaceAll(/[^\w .()-]/gu, '_');
  const exact = encodeURIComponent(fileName.toWellFormed()).replaceAll(
    /['()*!]/gu,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${plain}"; filename*=UTF-8''${exact}`;
}

/** Every header that decides what a browser does with a file that somebody uploaded. */
export function contentHeaders(
  file: { readonly mediaType: EvidenceMediaType; readonly fileName: string },
  isDownload: boolean,
): Record<string, string> {
  const { type, headers } = SHOWN[file.mediaType];
  return {
    ...headers,
    'content-type': type,
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
    'accept-ranges': 'bytes',
    'content-disposition': contentDisposition(isDownload ? 'attachment' : 'inline', file.fileName),
  };
}

/** The one part that a `Range` header asks for; null for none, several, or one that the file does not have: then the whole is sent. */
export function parseRange(header: string | undefined, size: number): ByteRange | null {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/u.exec(header ?? '') ?? [];
  if (first === '' && last === '') return null;
  const range =
    first === ''
      ? { start: Math.max(0, size - Number(last)), end: size - 1 }
      : { start: Number(first), end: last === '' ? size - 1 : Math.min(Number(last), size - 1) };
  return range.start <= range.end && range.start < size ? range : null;
}
