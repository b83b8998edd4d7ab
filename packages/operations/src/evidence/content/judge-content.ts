import { AppError } from '@capeline/contracts';
import type { EvidenceMediaType } from '@capeline/db';
import { checkEml, looksLikeMessage } from './check-eml.ts';
import { checkJpeg } from './check-jpeg.ts';
import { checkPdf } from './check-pdf.ts';
import { checkPng, PNG_SIGNATURE } from './check-png.ts';
import { type ContentFault, type FileSource, refused } from './file-source.ts';
import { findHiddenArchive, findHiddenMarkup, nameRefusedKind, ZIP_TAIL_BYTES } from './refused-kinds.ts';

const HEAD_BYTES = 1024;

interface Kind {
  readonly mediaType: EvidenceMediaType;
  readonly name: string;
  /** The first is the one that a file without any is given. */
  readonly extensions: readonly string[];
  /** What browsers and programs call it beside its media type. */
  readonly aliases: readonly string[];
  readonly begins: (head: Buffer) => boolean;
  readonly check: (source: FileSource) => Promise<ContentFault | null>;
  readonly isText: boolean;
}

const startsWith = (start: Buffer) => (head: Buffer) => head.subarray(0, start.length).equals(start);

const KINDS: readonly Kind[] = [
  {
    mediaType: 'application/pdf',
    name: 'PDF',
    extensions: ['pdf'],
    aliases: ['application/x-pdf'],
    begins: startsWith(Buffer.from('%PDF-')),
    check: checkPdf,
    isText: false,
  },
  {
    mediaType: 'image/png',
    name: 'PNG',
    extensions: ['png'],
    aliases: ['image/x-png'],
    begins: startsWith(PNG_SIGNATURE),
    check: checkPng,
    isText: false,
  },
  {
    mediaType: 'image/jpeg',
    name: 'JPEG',
    extensions: ['jpg', 'jpeg', 'jpe', 'jfif'],
    aliases: ['image/jpg', 'image/pjpeg'],
    begins: startsWith(Buffer.from([0xff, 0xd8, 0xff])),
    check: checkJpeg,
    isText: false,
  },
  {
    mediaType: 'message/rfc822',
    name: 'EML message',
    extensions: ['eml'],
    aliases: ['text/plain'],
    begins: looksLikeMessage,
    check: checkEml,
    isText: true,
  },
];

/** What says nothing about a file: many programs send no more. */
const SAYS_NOTHING = ['', 'application/octet-stream', 'binary/octet-stream'];

export interface JudgedFile {
  readonly mediaType: EvidenceMediaType;
  /** With the ending of its kind, if it came without any. */
  readonly fileName: string;
}

function refuse({ code, what, cure }: ContentFault): AppError {
  return new AppError(code, cure, [{ pointer: '/file', message: what }]);
}

/** The name's ending, in small letters; null for a name without. A long one, or one with a blank, belongs to the name. */
function endingOf(fileName: string): string | null {
  return /[^.]\.([a-z0-9]{1,8})$/iu.exec(fileName)?.[1]?.toLowerCase() ?? null;
}

function checkNames(kind: Kind, ending: string | null, declared: string): ContentFault | null {
  if (ending !== null && !kind.extensions.includes(ending))
    return refused(
      `The name ends in .${ending}, but the content is a ${kind.name}.`,
      `If it is what you mean to send, rename it to end in .${kind.extensions[0]} and send it again.`,
    );
  if (SAYS_NOTHING.includes(declared) || declared === kind.mediaType || kind.aliases.includes(declared)) return null;
  return refused(
    `The file was sent as ${declared.slice(0, 60)}, but its content is a ${kind.name}.`,
    `Send it as ${kind.mediaType}, or choose the file again.`,
  );
}

async function findFault(source: FileSource, kind: Kind, head: Buffer): Promise<ContentFault | null> {
  const hidden = kind.isText ? null : findHiddenMarkup(head);
  if (hidden !== null) return hidden;
  const from = Math.max(0, source.size - ZIP_TAIL_BYTES);
  const archive = findHiddenArchive(await source.read(from, source.size - from));
  return archive ?? kind.check(source);
}

/**
 * Says what a file is by its content, from its first byte to its last, and holds its name and the type that it was sent under to that.
 * Reads pieces only. Throws `evidence.type_refused` and `evidence.damaged` with what is wrong and the cure.
 */
export async function judgeContent(
  source: FileSource,
  named: { readonly fileName: string; readonly declaredType: string },
): Promise<JudgedFile> {
  const head = await source.read(0, HEAD_BYTES);
  const kind = KINDS.find(({ begins }) => begins(head));
  if (kind === undefined) throw refuse(nameRefusedKind(head));
  const ending = endingOf(named.fileName);
  const declared = named.declaredType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const fault = checkNames(kind, ending, declared) ?? (await findFault(source, kind, head));
  if (fault !== null) throw refuse(fault);
  const fileName = ending === null ? `${named.fileName}.${kind.extensions[0]}` : named.fileName;
  return { mediaType: kind.mediaType, fileName };
}
