import { LAPSED_TIER, listProvisionalGroups, type PendingProvisional, type TenantTransaction } from '@capeline/db';
import { plainDate } from '@capeline/domain';
import type { DigestProvisionalClient, DigestProvisionalDate } from '@capeline/mail';

/** The tightest pending alert of each provisional deadline, in the order in which they came (by tier, then dollars). */
function tightestOf(pending: readonly PendingProvisional[]): PendingProvisional[] {
  const tightest = new Map<string, PendingProvisional>();
  for (const one of pending) {
    const known = tightest.get(one.deadlineId);
    if (known === undefined || one.tier < known.tier) tightest.set(one.deadlineId, one);
  }
  return [...tightest.values()];
}

const toClock = ({ kind, tier, fileBy, lastDay }: PendingProvisional): DigestProvisionalDate['clocks'][number] => ({
  kind,
  tier: tier === LAPSED_TIER ? 'lapsed' : tier,
  fileBy: plainDate(fileBy),
  lastDay: plainDate(lastDay),
});

/**
 * Pending provisional alerts as a digest tells them: by client and date, each with the entries that its link shows. Clients and dates
 * keep the order in which they came, the tightest first.
 */
export async function readProvisional(
  tx: TenantTransaction,
  pending: readonly PendingProvisional[],
): Promise<DigestProvisionalClient[]> {
  if (pending.length === 0) return [];
  const byClient = Map.groupBy(tightestOf(pending), ({ clientId }) => clientId);
  const groupsOf = Map.groupBy(await listProvisionalGroups(tx, [...byClient.keys()]), ({ clientId }) => clientId);
  return [...byClient].map(([clientId, own]) => {
    const groups = groupsOf.get(clientId) ?? [];
    const dates = [...Map.groupBy(own, ({ provisionalOn }) => provisionalOn)].map(([provisionalOn, clocks]) => {
      const group = groups.find((one) => one.provisionalOn === provisionalOn);
      return {
        provisionalOn: plainDate(provisionalOn),
        entryCount: group?.entryCount ?? 0,
        ieepaDutyCents: group?.ieepaDutyCents ?? 0,
        clocks: clocks.map(toClock),
      };
    });
    return {
      clientId,
      clientName: own[0]?.clientName ?? '',
      entryCount: groups.reduce((sum, { entryCount }) => sum + entryCount, 0),
      ieepaDutyCents: groups.reduce((sum, { ieepaDutyCents }) => sum + ieepaDutyCents, 0),
      dates,
    };
  });
}
