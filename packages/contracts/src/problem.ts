import { z } from 'zod';

/** Every error code of the product with its HTTP status and title; docs/errors.md and OpenAPI are held to this table by a test. */
export const PROBLEMS = {
  'request.invalid': { status: 422, title: 'The request has a fault' },
  'request.malformed': { status: 400, title: 'The request cannot be read' },
  'request.too_large': { status: 413, title: 'The request is too large' },
  'request.unsupported_media_type': { status: 415, title: 'This kind of content is not taken here' },
  'request.rate_limited': { status: 429, title: 'Too many requests' },
  'request.csrf': { status: 403, title: 'The request did not come from this site' },
  'request.idempotency_mismatch': { status: 422, title: 'This Idempotency-Key was used for another request' },
  'auth.required': { status: 401, title: 'Sign in first' },
  'auth.invalid_credentials': { status: 401, title: 'E-mail or password is not right' },
  'auth.link_invalid': { status: 401, title: 'This link is used up, expired or not known' },
  'auth.forbidden': { status: 403, title: 'This is not allowed for you' },
  not_found: { status: 404, title: 'Not found' },
  'conflict.version': { status: 412, title: 'Somebody changed this meanwhile' },
  'setup.already_done': { status: 409, title: 'A firm is set up already' },
  'sample.no_people': { status: 409, title: 'The sample firm takes no real people' },
  'invitation.already_open': { status: 409, title: 'This address is invited already' },
  'invitation.already_member': { status: 409, title: 'This address belongs to a member' },
  'invitation.name_required': { status: 422, title: 'A new account needs a name' },
  'member.last_owner': { status: 409, title: 'A firm keeps at least one owner' },
  'member.not_yourself': { status: 409, title: 'Nobody deactivates himself' },
  'sample.not_available': { status: 404, title: 'There is no sample firm' },
  'organization.name_taken': { status: 409, title: 'A firm of this name exists' },
  'import.empty_file': { status: 422, title: 'The file is empty' },
  'import.too_large': { status: 413, title: 'The file is too large' },
  'import.missing_file': { status: 422, title: 'The request carries no file' },
  'import.date_fixed': { status: 409, title: 'The date of this import cannot be changed now' },
  'import.not_mappable': { status: 409, title: 'This import does not wait for a mapping' },
  'import.not_reviewable': { status: 409, title: 'This import cannot be committed now' },
  'import.no_diff': { status: 409, title: 'This import was not compared with what is known' },
  'import.not_undoable': { status: 409, title: 'This import cannot be undone' },
  'import.undo_blocked': { status: 409, title: 'Later work stands on this import' },
  'check.computed': { status: 409, title: 'This check is computed and cannot be set' },
  'check.facts_decide': { status: 409, title: 'The facts of the account say otherwise' },
  'check.evidence_required': { status: 422, title: 'This status needs evidence' },
  'check.transition_refused': { status: 409, title: 'This change of status is not possible' },
  'fact.older_than_known': { status: 409, title: 'Something newer is known' },
  'fact.nothing_to_take_back': { status: 409, title: 'Nothing is known here' },
  'deadline.already_acknowledged': { status: 409, title: 'Nothing is open to acknowledge' },
  'evidence.missing_file': { status: 422, title: 'The request carries no file' },
  'evidence.empty_file': { status: 422, title: 'The file is empty' },
  'evidence.too_large': { status: 413, title: 'The file is too large' },
  'evidence.type_refused': { status: 422, title: 'This kind of file is not taken as evidence' },
  'evidence.damaged': { status: 422, title: 'The file is damaged or more than it says' },
  'evidence.no_room': { status: 409, title: 'The firm’s room for evidence is used up' },
  'evidence.not_restorable': { status: 409, title: 'This evidence cannot be restored' },
  'evidence.content_gone': { status: 410, title: 'The content of this evidence was removed' },
  'evidence.no_message': { status: 409, title: 'This evidence is not a message' },
  'client.only_number': { status: 409, title: 'This is the client’s only importer number' },
  'regrouping.not_undoable': { status: 409, title: 'This cannot be taken back any more' },
  'entry.exists': { status: 409, title: 'This entry is known already' },
  'entry.later_date_needs_confirmation': { status: 409, title: 'This would move a clock later' },
  'entry.correction_not_undoable': { status: 409, title: 'No correction can be taken back here' },
  'deadline.not_acknowledged': { status: 409, title: 'This acknowledgement is not there any more' },
  'liquidation.nothing_proposed': { status: 409, title: 'No change of the liquidation is proposed' },
  'mail.not_sendable': { status: 409, title: 'This message cannot be sent again' },
  'saved_view.name_taken': { status: 409, title: 'A view of this name exists' },
  'service.unavailable': { status: 503, title: 'The service is not ready; try again soon' },
  'storage.full': { status: 507, title: 'The server’s disk is full' },
  internal: { status: 500, title: 'Something went wrong on our side' },
} as const satisfies Record<string, { status: number; title: string }>;
export type ProblemCode = keyof typeof PROBLEMS;

/** Answer of every failed request, RFC 9457, `application/problem+json`. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.string(),
  requestId: z.string(),
  issues: z.array(z.object({ pointer: z.string(), message: z.string() })),
});
export type Problem = z.infer<typeof Problem>;

/** A refusal with a code from the table above; thrown by operations, turned into HTTP by the API alone. */
export class AppError extends Error {
  readonly code: ProblemCode;
  readonly issues: { pointer: string; message: string }[];
  constructor(code: ProblemCode, detail: string, issues: { pointer: string; message: string }[] = []) {
    super(detail);
    this.name = 'AppError';
    this.code = code;
    this.issues = issues;
  }
}
