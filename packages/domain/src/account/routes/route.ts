import type { CheckKind } from '../../checks/check-kinds.ts';
import type { RuleProvenance } from '../../deadlines/rules.ts';
import type { FactKind, Ternary } from '../account-facts.ts';
import type { RequestKind } from '../requests/request-kinds.ts';

/** Every way out that we know. Names are public. */
export const ROUTE_IDS = [
  'importer_account_application',
  'account_web_form_new',
  'account_web_form_sub_accounts',
  'account_web_form_identifiers',
  'account_web_form_owner',
  'ace_support_account_type',
  'owner_reactivation_mail',
  'lost_mailbox_telephone',
  'owner_change_in_portal',
  'owner_lookup_mail',
  'user_reactivation_in_portal',
  'full_access_in_portal',
  'rights_in_portal',
  'ace_support_telephone',
  'contact_email_update',
  'names_correction',
  'importer_number_reactivation',
  'void_number',
  'ach_enrolment',
  'ach_correction',
  'ach_us_bank',
  'notify_party_add',
  'notify_party_box28',
  'notify_party_revoke',
  'authority_new',
  'authority_renewal',
  'who_files',
] as const;

export type RouteId = (typeof ROUTE_IDS)[number];

export const ROUTE_CHANNELS = ['web_form', 'mail', 'portal', 'telephone', 'abi_or_form', 'paper'] as const;
export type RouteChannel = (typeof ROUTE_CHANNELS)[number];

/** What is the same whoever takes the route. */
export interface RouteTemplate {
  readonly title: string;
  /** The checks that this route cures, the first above all. It cures no other (A33, A34). */
  readonly cures: readonly CheckKind[];
  readonly channel: RouteChannel;
  /** What to draft; null where the work is our own. */
  readonly request: RequestKind | null;
  readonly prepare: readonly string[];
  /** The exact words and clicks, in their order. */
  readonly steps: readonly string[];
  readonly doesNot: readonly string[];
  /** What is said about how long it takes. */
  readonly waiting: string;
  readonly basis: RuleProvenance;
  /** Rules of the source checklist that the route carries. */
  readonly rules: readonly string[];
}

/** Something that must be so before the route can work. */
export interface Precondition {
  readonly text: string;
  readonly met: Ternary;
  /** The fact that tells; null where none is kept. */
  readonly fact: FactKind | null;
}

/** One way out for one client, with what led to it. */
export interface Route extends RouteTemplate {
  readonly id: RouteId;
  /** Importer numbers that it is for; empty when it is for the client as a whole. */
  readonly importerNumbers: readonly string[];
  /** What is known that leads here, in words. */
  readonly why: readonly string[];
  readonly facts: readonly FactKind[];
  /** In the order in which to see to them. */
  readonly preconditions: readonly Precondition[];
  /** No time to wait is confirmed: CBP publishes none. */
  readonly waitingVerified: false;
}
