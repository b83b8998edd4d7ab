import type { AccountFact, AnyAccountFact, ClientFactKind, NumberFactKind } from './account-facts.ts';

/** The current facts of one client, found by kind and importer number. */
export interface FactBook {
  /** What is known of the client as a whole; undefined while nobody asked. */
  readonly client: <Kind extends ClientFactKind>(kind: Kind) => AccountFact<Kind> | undefined;
  /** What is known of one importer number, suffix included. */
  readonly number: <Kind extends NumberFactKind>(kind: Kind, importerNumber: string) => AccountFact<Kind> | undefined;
  /** Importer numbers of which anything is known, in their own order. */
  readonly importerNumbers: readonly string[];
}

const keyOf = (kind: string, importerNumber: string | null): string => `${kind} ${importerNumber ?? ''}`;

/** Opens the facts by kind and number. Of two of one kind and number the newer rules, whatever order they come in; of the same day the later in the list. */
export function openFactBook(facts: readonly AnyAccountFact[]): FactBook {
  const byKey = new Map<string, AnyAccountFact>();
  const numbers = new Set<string>();
  for (const fact of facts) {
    const key = keyOf(fact.kind, fact.importerNumber);
    const known = byKey.get(key);
    if (known === undefined || known.asOf <= fact.asOf) byKey.set(key, fact);
    if (fact.importerNumber !== null) numbers.add(fact.importerNumber);
  }
  return {
    client: <Kind extends ClientFactKind>(kind: Kind) => byKey.get(keyOf(kind, null)) as AccountFact<Kind> | undefined,
    number: <Kind extends NumberFactKind>(kind: Kind, importerNumber: string) =>
      byKey.get(keyOf(kind, importerNumber)) as AccountFact<Kind> | undefined,
    importerNumbers: [...numbers].sort(),
  };
}
