import { type ClientFactsRow, lastMailWorked, listAllClientFacts, type TenantTransaction } from '@capeline/db';
import { mayProtestFor, type Readiness } from '@capeline/domain';
import { readinessOf } from '../board/describe-client.ts';
import type { RankedClient } from '../board/ranked-client.ts';
import type { Reader } from './reader.ts';

/** A client with what it can do today. */
export interface ReadyClient {
  readonly ranked: RankedClient;
  readonly facts: ClientFactsRow;
  readonly readiness: Readiness;
  /** A protest needs our authority alone. */
  readonly canProtest: boolean;
}

/** Whether mail reaches anybody at all: set up, and the newest message was not refused. */
export async function doesChannelWork(tx: TenantTransaction, reader: Reader): Promise<boolean> {
  return reader.mailConfigured && (await lastMailWorked(tx));
}

/** Readiness of each of the ranked clients, in their order; one that went meanwhile is left out. */
export async function readFirmReadiness(
  tx: TenantTransaction,
  ranked: readonly RankedClient[],
  reader: Reader & { readonly channelWorks: boolean },
): Promise<ReadyClient[]> {
  const byId = new Map((await listAllClientFacts(tx)).map((facts) => [facts.id, facts]));
  return ranked.flatMap((one) => {
    const facts = byId.get(one.facts.clientId);
    if (facts === undefined) return [];
    const { alertsWithin14 } = one.facts;
    const board = {
      openDateCount: one.due === null ? 0 : 1,
      alertsWithin14,
      channelWorks: reader.channelWorks,
    };
    const { readiness, statuses } = readinessOf(facts, board, reader.today);
    return [{ ranked: one, facts, readiness, canProtest: mayProtestFor(statuses) }];
  });
}
