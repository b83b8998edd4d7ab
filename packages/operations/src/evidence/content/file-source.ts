/** A file that is read at any place, never whole; `read` gives fewer bytes only at its end. */
export interface FileSource {
  /** Bytes. */
  readonly size: number;
  read(offset: number, length: number): Promise<Buffer>;
}

/** Why a file is not taken: what it is, and what to do about it. */
export interface ContentFault {
  readonly code: 'evidence.type_refused' | 'evidence.damaged';
  readonly what: string;
  readonly cure: string;
}

/** A file that begins like one of ours and is not whole. */
export const damaged = (what: string, cure: string): ContentFault => ({ code: 'evidence.damaged', what, cure });
/** A file that is something else than it seems. */
export const refused = (what: string, cure: string): ContentFault => ({ code: 'evidence.type_refused', what, cure });
