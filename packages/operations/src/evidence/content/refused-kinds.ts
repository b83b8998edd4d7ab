import { type ContentFault, refused } from './file-source.ts';

/** What begins a web page or a drawing that can carry scripts, behind blanks and comments. */
const MARKUP_START = /^(?:\s|<!--(?:(?!-->).)*-->)*<(?:!doctype|html|head|body|script|iframe|svg|\?xml|\?php)/isu;
const ANY_MARKUP = /<(?:!doctype\s+html|html|script|iframe|svg|\?php)\b/iu;

const PICTURE = 'Open it, export it as PNG or JPEG, and send that.';
const PAPER = 'Open it, save or print it as PDF, and send that.';

/** Kinds that people do send, by the bytes that they begin with: what to call them and how to make something of them that is taken. */
const KNOWN: readonly { readonly starts: readonly string[]; readonly what: string; readonly cure: string }[] = [
  { starts: ['PK\x03\x04', 'PK\x05\x06'], what: 'This is a ZIP archive or an Office document.', cure: PAPER },
  {
    starts: ['\xd0\xcf\x11\xe0'],
    what: 'This is an Outlook message (.msg) or an old Office document.',
    cure: 'Save a message as .eml, a document as PDF, and send that.',
  },
  {
    starts: ['MZ', '\x7fELF', '\xca\xfe\xba\xbe', '\xcf\xfa\xed\xfe', '#!'],
    what: 'This is a program.',
    cure: 'Programs are never taken. Send a screenshot of what it shows.',
  },
  { starts: ['GIF87a', 'GIF89a'], what: 'This is a GIF picture.', cure: PICTURE },
  { starts: ['II*\0', 'MM\0*'], what: 'This is a TIFF picture.', cure: PICTURE },
  { starts: ['BM'], what: 'This is a BMP picture.', cure: PICTURE },
  { starts: ['{\\rtf'], what: 'This is an RTF document.', cure: PAPER },
  { starts: ['From '], what: 'This is a whole mailbox (mbox).', cure: 'Save the one message as .eml and send that.' },
];

/** Says what a file is that begins with these bytes and is none of the four kinds. */
export function nameRefusedKind(head: Buffer): ContentFault {
  const text = head.toString('latin1');
  if (MARKUP_START.test(text))
    return refused(
      'This is a web page or a drawing with markup (HTML, SVG, XML), whatever its name says.',
      'Print the page to PDF, or send a screenshot of it as PNG.',
    );
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return refused('This is a WebP picture.', PICTURE);
  if (/^ftyp(?:heic|heix|mif1|msf1|avif)/u.test(text.slice(4, 12)))
    return refused('This is a HEIC or AVIF picture, as telephones make them.', PICTURE);
  const known = KNOWN.find(({ starts }) => starts.some((start) => text.startsWith(start)));
  if (known !== undefined) return refused(known.what, known.cure);
  return refused(
    'This is none of the kinds that are taken as evidence.',
    'Send a PDF, a PNG or JPEG picture, or a message saved as .eml.',
  );
}

/** A picture or paper in the beginning of which a page or a script is hidden; null for an honest one. */
export function findHiddenMarkup(head: Buffer): ContentFault | null {
  if (!ANY_MARKUP.test(head.toString('latin1'))) return null;
  return refused(
    'The beginning of this file holds the markup of a web page: it can be read as two things.',
    'Open it, print it to a new PDF or take a screenshot of it, and send that.',
  );
}

const ZIP_END = Buffer.from('PK\x05\x06', 'latin1');
const ZIP_END_BYTES = 22;
/** The end of an archive lies within so many bytes from the end of its file: its comment is bounded. */
export const ZIP_TAIL_BYTES = 65_535 + ZIP_END_BYTES;

/** A file that an archiver would open as well; `tail` is its end, `ZIP_TAIL_BYTES` or all of it. */
export function findHiddenArchive(tail: Buffer): ContentFault | null {
  for (let at = tail.indexOf(ZIP_END); at !== -1; at = tail.indexOf(ZIP_END, at + 1)) {
    const isWhole = at + ZIP_END_BYTES <= tail.length;
    if (isWhole && at + ZIP_END_BYTES + tail.readUInt16LE(at + 20) === tail.length)
      return refused(
        'An archive (ZIP) is hidden at the end of this file: it can be read as two things.',
        'Open it, print it to a new PDF or take a screenshot of it, and send that.',
      );
  }
  return null;
}
