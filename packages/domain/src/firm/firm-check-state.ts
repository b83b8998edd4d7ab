import type { PlainDate } from '../calendar/plain-date.ts';
import type { CheckStatus } from '../checks/check-kinds.ts';
import {
  type CheckChange,
  type CheckFacts,
  decideRecord,
  effectiveRecord,
  type RecordDecision,
} from '../checks/check-state.ts';
import { FIRM_CHECK_DEFINITIONS } from './firm-check-definitions.ts';
import { type AceAccountType, canSubmitCape, type FirmCheckKind } from './firm-check-kinds.ts';

/** What one line of a firm's check carries beside status and evidence. */
export interface FirmCheckExtras {
  /** `cape_tab` only: the kind of ACE account under which the code stands. */
  readonly accountType: AceAccountType | null;
  /** Who does it, and who stands in. */
  readonly ownerId: string | null;
  readonly backupId: string | null;
}

export type FirmCheckChange = CheckChange & FirmCheckExtras;

export type FirmRefusalCode =
  | 'firm_check.account_type_required'
  | 'firm_check.account_cannot_submit'
  | 'firm_check.two_people_required';

export type FirmCheckDecision =
  | RecordDecision
  | { readonly ok: false; readonly code: FirmRefusalCode; readonly message: string };

const REFUSALS: Readonly<Record<FirmRefusalCode, string>> = {
  'firm_check.account_type_required': 'Say which kind of ACE account it is: only some may submit.',
  'firm_check.account_cannot_submit':
    'CAPE takes files only from Importer and Organizational Broker accounts and from Filer accounts with Filer Type = Importer. Another Filer account sees the tab and is refused.',
  'firm_check.two_people_required': 'Name two different people: who does it, and who stands in.',
};

function refusalOf(kind: FirmCheckKind, extras: FirmCheckExtras): FirmRefusalCode | null {
  const { accountType, ownerId, backupId } = extras;
  if (kind === 'cape_tab' && accountType === null) return 'firm_check.account_type_required';
  if (kind === 'cape_tab' && accountType !== null && !canSubmitCape(accountType))
    return 'firm_check.account_cannot_submit';
  const areTwo = ownerId !== null && backupId !== null && ownerId !== backupId;
  return kind === 'backup_person' && !areTwo ? 'firm_check.two_people_required' : null;
}

/**
 * Decides whether a person may record this of the own firm. Beyond the rules of every check, `ready` needs for the CAPE tab
 * an account type that may submit, and for a duty two different people.
 */
export function decideFirmCheckChange(
  kind: FirmCheckKind,
  change: FirmCheckChange,
  today: PlainDate,
): FirmCheckDecision {
  const decision = decideRecord(FIRM_CHECK_DEFINITIONS[kind], change, today);
  const refusal = decision.ok && decision.next.status === 'ready' ? refusalOf(kind, change) : null;
  return refusal === null ? decision : { ok: false, code: refusal, message: REFUSALS[refusal] };
}

/** The status that counts today. What no longer has what `ready` asks for, a member who left say, is unknown again, never ready. */
export function effectiveFirmStatus(
  kind: FirmCheckKind,
  record: Omit<CheckFacts, 'kind'> & FirmCheckExtras,
  today: PlainDate,
): CheckStatus {
  const status = effectiveRecord(FIRM_CHECK_DEFINITIONS[kind], record, today);
  return status === 'ready' && refusalOf(kind, record) !== null ? 'unknown' : status;
}
