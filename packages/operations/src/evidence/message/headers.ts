/** A header beyond this is none of a message that a person saved. */
export const MOST_HEADER_BYTES = 256 * 1024;

const LINE = /^([!-9;-~]+)[ \t]*:(.*)$/su;

/** Where the header ends: behind the line break before the empty line. Null when it does not within these bytes. */
export function findHeaderEnd(bytes: Buffer): number | null {
  const [crlf, lf] = [bytes.indexOf('\r\n\r\n'), bytes.indexOf('\n\n')];
  const ends = [...(crlf === -1 ? [] : [crlf + 2]), ...(lf === -1 ? [] : [lf + 1])];
  return ends.length === 0 ? null : Math.min(...ends);
}

/** Raw bytes as the text that they are: UTF-8 where they can be, else Latin-1, so that nothing is lost. */
function decode(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  return text.includes('\uFFFD') ? bytes.toString('latin1') : text;
}

/** Header lines by name in small letters, folded lines joined; of several with a name the first. Null when a line is none. */
export function readHeaders(bytes: Buffer): Map<string, string> | null {
  const headers = new Map<string, string>();
  const lines = decode(bytes)
    .replaceAll(/\r?\n(?=[ \t])/gu, '')
    .split(/\r?\n/u);
  for (const line of lines) {
    if (line === '') continue;
    const [, name = '', value = ''] = LINE.exec(line) ?? [];
    if (name === '') return null;
    if (!headers.has(name.toLowerCase())) headers.set(name.toLowerCase(), value.trim());
  }
  return headers;
}

/** A header of the form `value; name="parameter"`: its value and parameters, in small letters but for what the parameters say. */
export interface Structured {
  readonly value: string;
  readonly parameters: ReadonlyMap<string, string>;
}

const PARAMETER = /;\s*([\w*-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]*))/gu;

/** Reads `Content-Type` and its like (RFC 2045); without the header its value is ''. */
export function readStructured(header: string | undefined): Structured {
  const text = header ?? '';
  const parameters = new Map<string, string>();
  for (const [, name = '', quoted, plain] of text.matchAll(PARAMETER)) {
    const key = name.toLowerCase();
    if (!parameters.has(key)) parameters.set(key, quoted?.replaceAll(/\\(.)/gu, '$1') ?? plain ?? '');
  }
  return { value: (text.split(';', 1)[0] ?? '').trim().toLowerCase(), parameters };
}
