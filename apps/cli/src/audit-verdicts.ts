import { type AuditVerdict, type Database, listOrganizations, type Organization, verifyAuditChain } from '@capeline/db';

export type Verdict = AuditVerdict & { readonly organization: string };

/** Recomputes the audit chains of the given firms, or of all. */
export async function verifyAudit(database: Database, only?: readonly Organization[]): Promise<Verdict[]> {
  const firms = only ?? (await database.withSystem('audit: verify every firm', listOrganizations));
  const verdicts: Verdict[] = [];
  for (const { id, name } of firms)
    verdicts.push({ organization: name, ...(await database.withTenantRead(id, verifyAuditChain)) });
  return verdicts;
}

/** One line for people. */
export function describeVerdict(verdict: Verdict): string {
  return verdict.ok
    ? `${verdict.organization}: ${verdict.count} events, unbroken, head ${verdict.head}`
    : `${verdict.organization}: event ${verdict.seq} is the first that is wrong (${verdict.reason.replaceAll('_', ' ')})`;
}
