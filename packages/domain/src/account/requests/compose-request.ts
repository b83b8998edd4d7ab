import { parseImporterNumber } from '../../identifiers/importer-number.ts';
import { openFactBook } from '../fact-book.ts';
import type { RouteId } from '../routes/route.ts';
import { ROUTE_TEMPLATES } from '../routes/route-templates.ts';
import type { RequestDraft, RequestParts, RequestSubject, RequestWriter } from './request-draft.ts';
import type { RequestKind } from './request-kinds.ts';
import { REQUEST_RULES } from './request-rules.ts';
import { askImporter, askOwnerReactivation, callNotes, writeCbp } from './request-texts.ts';
import { warningsOf } from './request-warnings.ts';

const DEFAULT_ROUTE: Readonly<Partial<Record<RequestKind, RouteId>>> = {
  tao_change: 'account_web_form_owner',
  new_account_single: 'importer_account_application',
  new_account_several: 'account_web_form_new',
  account_identifiers: 'account_web_form_identifiers',
  user_reactivation: 'user_reactivation_in_portal',
  portal_rights: 'rights_in_portal',
  ach_enrolment: 'ach_enrolment',
  authority: 'authority_new',
};

/** One line without control characters, so that no text of a client adds a header or a line to a mail. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}

/** A social security number is personal data and no request needs it in clear. */
function shownNumber(importerNumber: string): string {
  const { kind, masked } = parseImporterNumber(importerNumber);
  return kind === 'ein' || kind === 'cbp_assigned' ? importerNumber : (masked ?? '•••');
}

function bodyOf(kind: RequestKind, subject: RequestSubject, parts: RequestParts): string {
  if (kind === 'tao_reactivation') return askOwnerReactivation(parts);
  if (kind === 'account_support_call') return callNotes(parts);
  if (parts.rule.recipient !== 'importer') return writeCbp(kind, parts);
  const asked = subject.routeId === undefined ? undefined : ROUTE_TEMPLATES[subject.routeId];
  const usual = DEFAULT_ROUTE[kind];
  const template = asked?.request === kind ? asked : usual === undefined ? undefined : ROUTE_TEMPLATES[usual];
  return askImporter(parts, template);
}

/**
 * Writes the request with CBP's exact address and phrase. It names who must send it, and never lets us send what must
 * leave from the owner's mailbox (A16). It holds and asks for no password, bank number or unmasked social security number.
 */
export function composeRequest(kind: RequestKind, subject: RequestSubject, writer: RequestWriter): RequestDraft {
  const rule = REQUEST_RULES[kind];
  const parts: RequestParts = {
    rule,
    book: openFactBook(subject.facts),
    clientName: oneLine(subject.clientName),
    importerNumbers: subject.importerNumbers.map(shownNumber),
    reason: subject.reason === undefined || subject.reason === null ? null : oneLine(subject.reason),
    writer: { name: oneLine(writer.name), firmName: oneLine(writer.firmName) },
  };
  const isOwners = rule.sender === 'owner_address';
  const ownerAddress = parts.book.client('account_owner')?.value.email ?? null;
  const numbered = rule.recipient === 'center' || kind === 'void_number';
  return {
    to: rule.address,
    subject: numbered ? `${rule.subject} ${parts.importerNumbers.join(', ')}`.trim() : rule.subject,
    body: bodyOf(kind, subject, parts),
    requiredSender: isOwners
      ? { who: 'the trade account owner, from the address that CBP has on record', address: ownerAddress }
      : { who: rule.recipient === 'importer' ? 'us, to the importer' : 'us or the importer', address: null },
    mayWeSend: rule.sender === 'anyone' && kind !== 'account_support_call',
    warnings: warningsOf(kind, subject, parts),
  };
}
