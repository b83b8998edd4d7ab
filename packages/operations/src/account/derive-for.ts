import { countBox28, listAccountFacts, type TenantTransaction } from '@capeline/db';
import {
  type AnyAccountFact,
  type Box28Counts,
  type DerivedCheck,
  deriveChecks,
  type PlainDate,
} from '@capeline/domain';
import { readFactSettings } from './fact-settings.ts';
import { toAccountFact } from './known-facts.ts';

/** Entries by box 28, asked only for clients of which it matters. */
async function box28Of(
  tx: TenantTransaction,
  facts: ReadonlyMap<string, readonly AnyAccountFact[]>,
): Promise<Record<string, Box28Counts>> {
  const clientIds = [...facts].flatMap(([id, own]) => (own.some(({ kind }) => kind === 'notify_party') ? [id] : []));
  if (clientIds.length === 0) return {};
  const rows = await countBox28(tx, clientIds);
  return Object.fromEntries(rows.map(({ importerNumber, ...counts }) => [importerNumber, counts]));
}

/** What the facts of some clients decide, as they stand; a client of which nothing is known is left out. */
export async function deriveFor(
  tx: TenantTransaction,
  clientIds: readonly string[],
  today: PlainDate,
): Promise<ReadonlyMap<string, readonly DerivedCheck[]>> {
  const facts = new Map<string, AnyAccountFact[]>();
  for (const { clientId, kind, importerNumber, state } of await listAccountFacts(tx, clientIds)) {
    if (state === null) continue;
    facts.set(clientId, [...(facts.get(clientId) ?? []), toAccountFact(kind, importerNumber, state)]);
  }
  if (facts.size === 0) return new Map();
  const context = { settings: await readFactSettings(tx), box28: await box28Of(tx, facts), today };
  return new Map([...facts].map(([clientId, own]) => [clientId, deriveChecks(own, context)]));
}
