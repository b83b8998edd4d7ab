import type { AnyAccountFact } from '../account-facts.ts';
import type { FactBook } from '../fact-book.ts';
import type { RouteId } from '../routes/route.ts';
import type { RequestRule } from './request-rules.ts';

/** Whom and what a request is about. */
export interface RequestSubject {
  readonly clientName: string;
  readonly importerNumbers: readonly string[];
  readonly facts: readonly AnyAccountFact[];
  /** In the writer's own words, for the body; null writes none. */
  readonly reason?: string | null;
  /** The route that led here, where one kind of request has several. */
  readonly routeId?: RouteId;
}

/** Who writes, if we write. */
export interface RequestWriter {
  readonly name: string;
  readonly firmName: string;
}

/** A text ready to send, with who must send it. */
export interface RequestDraft {
  /** Null: the address is not one that we may know, and is chosen when it is sent. */
  readonly to: string | null;
  readonly subject: string;
  readonly body: string;
  readonly requiredSender: { readonly who: string; readonly address: string | null };
  /** False for what must leave from somebody else's mailbox, and for a call: then it is handed over, never sent by us. */
  readonly mayWeSend: boolean;
  readonly warnings: readonly string[];
}

/** What the texts are made of: one line each, with social security numbers masked. */
export interface RequestParts {
  readonly rule: RequestRule;
  readonly book: FactBook;
  readonly clientName: string;
  readonly importerNumbers: readonly string[];
  readonly reason: string | null;
  readonly writer: RequestWriter;
}
