/** What a person may have to ask of CBP or of the importer. Names are public. */
export const REQUEST_KINDS = [
  'tao_reactivation',
  'tao_lookup',
  'tao_change',
  'new_account_single',
  'new_account_several',
  'account_identifiers',
  'other_account_type',
  'user_reactivation',
  'portal_rights',
  'importer_number_reactivation',
  'void_number',
  'form_5106_update',
  'ach_enrolment',
  'notify_party_add',
  'notify_party_revoke',
  'authority',
  'account_support_call',
] as const;

export type RequestKind = (typeof REQUEST_KINDS)[number];

/** True for one of the names above. */
export function isRequestKind(text: string): text is RequestKind {
  return (REQUEST_KINDS as readonly string[]).includes(text);
}
