import { addDays, type PlainDate } from '../../calendar/plain-date.ts';
import type { RequestKind } from './request-kinds.ts';
import { REQUEST_RULES } from './request-rules.ts';

/** `confirmed`: CBP has it. `instructions_received`: it is our or the importer's turn again (A19). */
export const REQUEST_STATES = [
  'draft',
  'sent',
  'confirmed',
  'instructions_received',
  'done',
  'failed',
  'cancelled',
] as const;
export type RequestState = (typeof REQUEST_STATES)[number];

/** Who takes a step: somebody of the firm, or the importer through a link. */
export type RequestActor = 'firm' | 'importer';

type Step = Partial<Record<RequestState, readonly RequestActor[]>>;

const BOTH: readonly RequestActor[] = ['firm', 'importer'];
const FIRM: readonly RequestActor[] = ['firm'];
/** What may follow once it is out; that it is done says only the firm, because the importer's word is a claim (guard 7). */
const ANSWERS: Step = { confirmed: BOTH, instructions_received: BOTH, done: FIRM, failed: FIRM, cancelled: FIRM };
const REOPEN: Step = { draft: FIRM };

const STEPS: Readonly<Record<RequestState, Step>> = {
  draft: { sent: BOTH, cancelled: FIRM },
  sent: ANSWERS,
  confirmed: ANSWERS,
  instructions_received: { ...ANSWERS, sent: BOTH },
  done: REOPEN,
  failed: REOPEN,
  cancelled: REOPEN,
};

/** What is stored of one request, in so far as rules need it. */
export interface TrackedRequest {
  readonly kind: RequestKind;
  readonly state: RequestState;
  /** The day of the last step. */
  readonly changedOn: PlainDate;
  /** A day that a person set, instead of the rule's. */
  readonly chaseOn: PlainDate | null;
}

/** What moves a request on. `sentFrom` is the address from which it left; asked for where the sender counts. */
export interface RequestStep {
  readonly to: RequestState;
  readonly actor: RequestActor;
  readonly on: PlainDate;
  readonly sentFrom?: string | null;
  /** The address that CBP has for the owner, as far as it is known. */
  readonly ownerAddress?: string | null;
}

export type RequestRefusalCode =
  | 'account_request.step_impossible'
  | 'account_request.step_not_yours'
  | 'account_request.step_before_last'
  | 'account_request.sender_required'
  | 'account_request.wrong_sender';

export type RequestDecision =
  | { readonly ok: true; readonly next: TrackedRequest }
  | { readonly ok: false; readonly code: RequestRefusalCode; readonly message: string };

const REFUSALS: Readonly<Record<RequestRefusalCode, string>> = {
  'account_request.step_impossible': 'From this state the request cannot go there; open it again first.',
  'account_request.step_not_yours': 'Only somebody of the firm may record this.',
  'account_request.step_before_last': 'That day lies before the last step of this request.',
  'account_request.sender_required':
    'Say from which address it was sent, and record the owner’s registered address first.',
  'account_request.wrong_sender':
    'It must be sent from the trade account owner’s registered address; CBP answers no other.',
};

const refuse = (code: RequestRefusalCode): RequestDecision => ({ ok: false, code, message: REFUSALS[code] });

const sameAddress = (one: string, other: string): boolean => one.trim().toLowerCase() === other.trim().toLowerCase();

function senderRefusal(kind: RequestKind, step: RequestStep): RequestRefusalCode | null {
  if (step.to !== 'sent' || REQUEST_RULES[kind].sender !== 'owner_address') return null;
  const from = step.sentFrom?.trim() ?? '';
  const owner = step.ownerAddress?.trim() ?? '';
  if (from === '' || owner === '') return 'account_request.sender_required';
  return sameAddress(from, owner) ? null : 'account_request.wrong_sender';
}

/**
 * Decides whether a step may be taken, and gives what to store. A reactivation counts as sent only from the owner's
 * registered address (A16). No step of a request changes a check or a clock (A26, A47).
 */
export function decideRequestStep(request: TrackedRequest, step: RequestStep): RequestDecision {
  const actors = STEPS[request.state][step.to];
  if (actors === undefined) return refuse('account_request.step_impossible');
  if (!actors.includes(step.actor)) return refuse('account_request.step_not_yours');
  if (step.on < request.changedOn) return refuse('account_request.step_before_last');
  const refusal = senderRefusal(request.kind, step);
  if (refusal !== null) return refuse(refusal);
  // A day that was set for the last state says nothing about the next one.
  return { ok: true, next: { kind: request.kind, state: step.to, changedOn: step.on, chaseOn: null } };
}

/** States in which somebody's answer is waited for. A draft waits for nobody but us and is never overdue. */
export function isWaiting({ state }: Pick<TrackedRequest, 'state'>): boolean {
  return state === 'sent' || state === 'confirmed' || state === 'instructions_received';
}

/** The day on which to ask again: the one that a person set, or the rule's days after the last step. Null when nothing is waited for. */
export function chaseOn(request: TrackedRequest): PlainDate | null {
  if (!isWaiting(request)) return null;
  return request.chaseOn ?? addDays(request.changedOn, REQUEST_RULES[request.kind].chaseAfterDays);
}

/** True from the chase date on. */
export function isOverdue(request: TrackedRequest, today: PlainDate): boolean {
  const due = chaseOn(request);
  return due !== null && due <= today;
}
