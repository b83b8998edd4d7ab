import { AppError } from '@capeline/contracts';
import type { PlainDate } from '@capeline/domain';

/** Who reads, and on which day: everything that an answer depends on beside the firm's rows. */
export interface Reader {
  /** The firm's business date. */
  readonly today: PlainDate;
  /** The member who asks; null for an API key. */
  readonly userId: string | null;
  /** May see importer numbers in clear; without it they are masked. */
  readonly mayReadNumbers: boolean;
  /** The installation can send mail. */
  readonly mailConfigured: boolean;
}

/** Who changes something, for audit and history. */
export interface Writer {
  readonly actor: { readonly kind: 'user' | 'api_key' | 'system' | 'cli'; readonly id: string | null };
  readonly today: PlainDate;
  readonly now: Date;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu;

/** True for text that can be an id at all; anything else is nobody's id and must not reach the database. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** One refusal for a missing and for another firm's object: nobody can tell them apart. */
export function notFound(): AppError {
  return new AppError('not_found', 'There is nothing at this address, or it is not yours to see.');
}

/** A refusal that names the field at fault by its JSON pointer. */
export function invalid(pointer: string, message: string): AppError {
  return new AppError('request.invalid', 'Correct what the issues name and send it again.', [{ pointer, message }]);
}

/** The person as the history keeps him; null for keys and programs. */
export function userIdOf(writer: Writer): string | null {
  return writer.actor.kind === 'user' ? writer.actor.id : null;
}
