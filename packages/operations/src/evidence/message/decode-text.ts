/** Bytes in a charset that a message names, as text; one that nobody knows is read as Latin-1. */
export function decodeCharset(bytes: Buffer, charset: string | undefined): string {
  try {
    return new TextDecoder(charset === undefined || charset === '' ? 'utf-8' : charset).decode(bytes);
  } catch {
    return bytes.toString('latin1'); // a charset of no known name
  }
}

/** Quoted-printable (RFC 2045): what is no code stays as it is. `text` has a character a byte. */
export function decodeQuotedPrintable(text: string): Buffer {
  const joined = text.replaceAll(/=[ \t]{0,80}\r?\n/gu, '');
  const bytes = joined.replaceAll(/=([0-9A-Fa-f]{2})/gu, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(bytes, 'latin1');
}

const ENCODED_WORD = /=\?([\w-]+)(?:\*[\w-]*)?\?([bq])\?([^?\s]*)\?=/giu;

/** The text of a header with its encoded words (RFC 2047) decoded; blanks between two of them belong to neither. */
export function decodeWords(header: string): string {
  return header.replaceAll(/(\?=)\s+(?==\?)/gu, '$1').replaceAll(ENCODED_WORD, (_, charset, encoding, text: string) => {
    const bytes =
      String(encoding).toLowerCase() === 'b'
        ? Buffer.from(text, 'base64')
        : decodeQuotedPrintable(text.replaceAll('_', ' '));
    return decodeCharset(bytes, String(charset));
  });
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };
const UNSEEN = /<(style|script|head)\b/iu;

/** Without what no reader sees; what is never closed goes to the end. Each look goes on where the last one ended. */
function withoutUnseen(html: string): string {
  const kept: string[] = [];
  for (let rest = html; ; ) {
    const found = UNSEEN.exec(rest);
    if (found === null) return [...kept, rest].join('');
    kept.push(rest.slice(0, found.index));
    const end = new RegExp(`</${found[1]}\\s{0,20}>`, 'iu').exec(rest.slice(found.index));
    if (end === null) return kept.join('');
    rest = rest.slice(found.index + end.index + end[0].length);
  }
}

/** The words of a message that has no plain text. Only ever shown as text, so that nothing of the markup need be understood. */
export function textOfHtml(html: string): string {
  return withoutUnseen(html)
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/<(?:br|\/p|\/div|\/tr|\/li|\/h\d)\b[^<>]{0,2000}>/giu, '\n')
    .replaceAll(/<[/!a-z][^<>]{0,2000}>/giu, '')
    .replaceAll(/&(\w{1,10});/gu, (whole, name: string) => ENTITIES[name.toLowerCase()] ?? whole)
    .replaceAll(/ *\n */gu, '\n')
    .replaceAll(/\n{3,}/gu, '\n\n')
    .trim();
}
