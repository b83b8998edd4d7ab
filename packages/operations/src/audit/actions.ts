/** Everything that the audit trail can say happened, as subject and past participle. Names in the trail are for ever: add, never rename. */
export const AUDIT_ACTIONS = [
  'alert.found',
  'api_key.created',
  'api_key.revoked',
  'check.recorded',
  'client.changed',
  'deadline.acknowledged',
  'firm.set_up',
  'import.commit_requested',
  'import.committed',
  'import.failed',
  'import.mapping_requested',
  'import.read',
  'import.received',
  'mail.accepted',
  'mail.failed',
  'mail.refused',
  'mail.withheld',
  'organization.changed',
  'password.set',
  'sample.made',
  'sample.removed',
  'session.sign_in_failed',
  'session.signed_in',
  'session.signed_out',
] as const;

export type AuditAction = (typeof AUDIT_ACTIONS)[number];
