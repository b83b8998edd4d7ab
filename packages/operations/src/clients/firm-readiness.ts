import { type ClientFactsRow, lastMailWorked, listAllClientFacts, type TenantTransaction } from '@capeline/db';
import {
  authorityFor,
  type CheckStatus,
  mayProtestFor,
  openFactBook,
  type PlainDate,
  type Readiness,
  type Ternary,
} from '@capeline/domain';
import { toAccountFact } from '../account/known-facts.ts';
import { type FirmMeans, readinessOf } from '../board/describe-client.ts';
import type { RankedClient } from '../board/ranked-client.ts';
import { findClosedCodes } from '../firm/get-firm-readiness.ts';
import type { Reader } from './reader.ts';

/** A client with what it can do today. */
export interface ReadyClient {
  readonly ranked: RankedClient;
  readonly facts: ClientFactsRow;
  readonly readiness: Readiness;
  /** A protest needs our authority for protests alone. */
  readonly canProtest: boolean;
}

/** Whether mail reaches anybody at all: set up, and the newest message was not refused. */
export async function doesChannelWork(tx: TenantTransaction, reader: Reader): Promise<boolean> {
  return reader.mailConfigured && (await lastMailWorked(tx));
}

/** Kept with the order that the rank cache keeps: every check, log-in, code and setting moves the audit chain, and the day is part of it. */
const closedWith = new WeakMap<readonly RankedClient[], readonly string[]>();

async function closedCodesOf(
  tx: TenantTransaction,
  today: Reader['today'],
  order: readonly RankedClient[] | null,
): Promise<readonly string[]> {
  const known = order === null ? undefined : closedWith.get(order);
  const codes = known ?? (await findClosedCodes(tx, today));
  if (order !== null) closedWith.set(order, codes);
  return codes;
}

/** What of our own firm bears on every client alike, on the reader's day; `order` as the rank cache gave it, or null without one. */
export async function readFirmMeans(
  tx: TenantTransaction,
  reader: Reader,
  order: readonly RankedClient[] | null,
): Promise<FirmMeans> {
  return {
    channelWorks: await doesChannelWork(tx, reader),
    closedCodes: await closedCodesOf(tx, reader.today, order),
  };
}

function paperOf({ protestAuthority }: ClientFactsRow, today: PlainDate): Ternary | null {
  if (protestAuthority === null) return null;
  const fact = toAccountFact('authority_protest', '', protestAuthority);
  return authorityFor('protest', openFactBook([fact]), today);
}

function mayProtest(facts: ClientFactsRow, authority: CheckStatus, today: PlainDate): boolean {
  const isAttested = facts.checks.every(({ kind, basis }) => kind !== 'broker_authority' || basis === 'attested');
  return mayProtestFor({ paper: paperOf(facts, today), attested: isAttested ? authority : null });
}

/** Readiness of each of the ranked clients, in their order; one that went meanwhile is left out. */
export async function readFirmReadiness(
  tx: TenantTransaction,
  ranked: readonly RankedClient[],
  reader: Reader & FirmMeans,
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
      closedCodes: reader.closedCodes,
    };
    const { readiness, statuses } = readinessOf(facts, board, reader.today);
    return [{ ranked: one, facts, readiness, canProtest: mayProtest(facts, statuses.broker_authority, reader.today) }];
  });
}
