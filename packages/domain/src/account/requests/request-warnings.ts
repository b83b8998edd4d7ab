import { parseImporterNumber } from '../../identifiers/importer-number.ts';
import type { RequestParts, RequestSubject } from './request-draft.ts';
import type { RequestKind } from './request-kinds.ts';

const HOLDERS = {
  former_employee: 'As far as we know that mailbox belongs to somebody who left.',
  broker: 'As far as we know that mailbox belongs to a broker, perhaps a former one.',
} as const;

function aboutMailbox({ book }: RequestParts): string[] {
  const holder = book.client('owner_mailbox')?.value.holder;
  return holder === 'former_employee' || holder === 'broker' ? [HOLDERS[holder]] : [];
}

function ofKind(kind: RequestKind, parts: RequestParts): string[] {
  switch (kind) {
    case 'tao_reactivation': {
      const isUnknown = (parts.book.client('account_owner')?.value.email ?? null) === null;
      return [
        'It must leave from the owner’s registered address. Hand it over; we never send it.',
        ...(isUnknown ? ['The owner’s registered address is not recorded yet.'] : []),
        ...aboutMailbox(parts).map((text) => `${text} Change the owner instead.`),
      ];
    }
    case 'tao_lookup':
      return [
        'CBP tells the current owner that somebody asked: perhaps a person who left, or a former broker. Decide before you send.',
        ...aboutMailbox(parts),
        'It transfers nothing, and the answer may name nobody to you.',
      ];
    case 'tao_change':
      return [
        'Who becomes owner is signed by the importer itself. Neither we nor a former broker may name one.',
        'Broker access and the ACH refund tab hang on this role: look at both afterwards.',
      ];
    case 'notify_party_add':
    case 'notify_party_revoke':
      return [
        'Who is paid is signed by the importer itself.',
        'Box 28 of the entries is the other condition; it can be corrected only before CAPE takes the entry.',
      ];
    case 'importer_number_reactivation':
      return ['This is not the reactivation of an ACE log-in: other mailbox, other subject.'];
    case 'ach_enrolment':
      return ['The answer “done” is a claim until the tab was seen.'];
    default:
      return [];
  }
}

/** What to know before the request leaves, the gravest first (A23). */
export function warningsOf(kind: RequestKind, subject: RequestSubject, parts: RequestParts): readonly string[] {
  const hasSsn = subject.importerNumbers.some((number) => parseImporterNumber(number).kind === 'ssn');
  const { rule } = parts;
  return [
    ...ofKind(kind, parts),
    ...(hasSsn ? ['A social security number is masked. Give it by telephone if CBP asks for it.'] : []),
    ...(rule.recipient === 'center'
      ? ['Look up the entry team of the importer’s Center: each has an address of its own.']
      : []),
    ...(rule.basis.verified ? [] : [`Not confirmed by a text of CBP that we read: ${rule.basis.citation}.`]),
    'Access to ACE preserves nothing: look at the protest dates meanwhile.',
  ];
}
