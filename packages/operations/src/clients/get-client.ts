import type { ClientDetail } from '@capeline/contracts';
import {
  countNotYetLiquidated,
  findProvisionalDates,
  findRankFacts,
  listClientFacts,
  listOpenDeadlinesOfClient,
  type TenantTransaction,
} from '@capeline/db';
import { BOARD_NEAR_DAYS, isProtest, type PlainDate } from '@capeline/domain';
import { describeClient, describeNext, toWeighed, type WeighedDeadline } from '../board/describe-client.ts';
import { rankClient } from '../board/ranked-client.ts';
import { readFirmMeans } from './firm-readiness.ts';
import { findPresentId } from './present-client.ts';
import { notFound, type Reader } from './reader.ts';

const sum = (deadlines: readonly WeighedDeadline[], what: 'entryCount' | 'ieepaDutyCents'): number =>
  deadlines.reduce((total, deadline) => total + deadline[what], 0);

/** One right over all its dates: what is still open, and what lapsed without being done. */
function rightOf(
  kind: 'cape' | 'protest',
  deadlines: readonly WeighedDeadline[],
  today: PlainDate,
): ClientDetail['rights'][number] {
  const own = deadlines.filter((one) => (kind === 'cape' ? one.kind === 'cape_window' : isProtest(one)));
  const open = own.filter(({ lastDay }) => lastDay >= today);
  const lapsed = own.filter(({ lastDay }) => lastDay < today);
  return {
    kind,
    entryCount: sum(open, 'entryCount'),
    ieepaDutyCents: sum(open, 'ieepaDutyCents'),
    next: describeNext(open, deadlines, today)?.next ?? null,
    lapsedEntryCount: sum(lapsed, 'entryCount'),
    lapsedDutyCents: sum(lapsed, 'ieepaDutyCents'),
  };
}

/** One client with its rights; for one that was merged the one that took it over, whose id differs then. Throws `not_found`. */
export async function getClient(tx: TenantTransaction, asked: string, reader: Reader): Promise<ClientDetail> {
  const { today } = reader;
  const present = await findPresentId(tx, asked);
  const clientId = present ?? asked;
  const rank =
    present === null ? null : await findRankFacts(tx, { clientId: present, today, windowDays: BOARD_NEAR_DAYS });
  const [facts] = rank === null ? [] : await listClientFacts(tx, [clientId]);
  if (rank === null || facts === undefined) throw notFound();
  const means = await readFirmMeans(tx, reader, null);
  const deadlines = (await listOpenDeadlinesOfClient(tx, clientId)).map(toWeighed);
  const ours = deadlines.filter(({ kind, lastDay }) => kind !== 'voluntary_reliquidation' && lastDay >= today);
  return {
    ...describeClient(rankClient(rank, today), facts, ours, { ...reader, ...means }),
    rights: [rightOf('cape', deadlines, today), rightOf('protest', deadlines, today)],
    notYetLiquidated: await countNotYetLiquidated(tx, clientId),
    provisional: await findProvisionalDates(tx, clientId),
    openDeadlineCount: ours.length,
  };
}
