import type { AccountFact, ClientDetail } from '@capeline/contracts';
import { CLIENT_FACT_KINDS, type FactKind, NUMBER_FACT_KINDS } from '@capeline/domain';

const NOTHING = { state: 'missing', value: null, source: null, asOf: null, note: null, staleOn: null } as const;

/** The facts of a client of which nobody knows anything yet. */
export function fakeFacts(client: ClientDetail): AccountFact[] {
  const line = (kind: FactKind, importerNumber: string | null, importerNumberMasked: string | null): AccountFact => ({
    kind,
    importerNumber,
    importerNumberMasked,
    ...NOTHING,
    recordedBy: null,
    recordedAt: null,
    version: 0,
  });
  return [
    ...CLIENT_FACT_KINDS.map((kind) => line(kind, null, null)),
    ...client.importerNumbers.flatMap(({ importerNumber, masked }) =>
      NUMBER_FACT_KINDS.map((kind) => line(kind, importerNumber, masked)),
    ),
  ];
}
