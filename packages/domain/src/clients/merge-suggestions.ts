import { einBaseOf } from '../identifiers/importer-number.ts';

export type MergeReason = 'same_ein_base' | 'same_name';

/** What of a client says whether another one may be the same. */
export interface MergeCandidate {
  readonly id: string;
  readonly name: string;
  readonly importerNumbers: readonly string[];
  readonly entryCount: number;
}

/** Two clients that may be one: the smaller would go into the larger. */
export interface MergeSuggestion {
  readonly fromId: string;
  readonly intoId: string;
  readonly reasons: readonly MergeReason[];
}

/** Words at the end of a name that say how a firm is registered, not who it is. */
const LEGAL_FORMS = new Set([
  'inc',
  'incorporated',
  'corp',
  'corporation',
  'co',
  'company',
  'llc',
  'llp',
  'lp',
  'ltd',
  'limited',
  'plc',
  'gmbh',
  'sa',
  'bv',
]);

/** A name without case, marks, "the" and legal form; null for what is no name, such as a masked number. */
export function normaliseClientName(name: string): string | null {
  if (name.includes('•')) return null;
  const words = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/&/gu, ' and ')
    .replace(/['’.]/gu, '')
    .split(/[^a-z0-9]+/u)
    .filter((word) => word !== '' && word !== 'the');
  while (words.length > 1 && LEGAL_FORMS.has(words.at(-1) ?? '')) words.pop();
  const plain = words.join(' ');
  return /[a-z]/u.test(plain) ? plain : null;
}

/** The key under which a decision about two clients is kept, whichever comes first. */
export const pairKey = (a: string, b: string): string => (a < b ? `${a} ${b}` : `${b} ${a}`);

function keysOf(client: MergeCandidate): readonly (readonly [MergeReason, string])[] {
  const bases = new Set(client.importerNumbers.map(einBaseOf).filter((base) => base !== null));
  const name = normaliseClientName(client.name);
  const named = name === null ? [] : ([['same_name', name]] as const);
  return [...[...bases].map((base) => ['same_ein_base', base] as const), ...named];
}

const larger = (a: MergeCandidate, b: MergeCandidate): number => b.entryCount - a.entryCount || (a.id < b.id ? -1 : 1);

/**
 * Clients that may be one: the same first nine digits of an EIN, or the same name. Each client is suggested once, into the largest
 * that it shares a key with; pairs that a person dismissed are left out. The safest reason comes first.
 */
export function suggestMerges(clients: readonly MergeCandidate[], dismissed: ReadonlySet<string>): MergeSuggestion[] {
  const groups = new Map<string, { reason: MergeReason; members: MergeCandidate[] }>();
  for (const client of [...clients].sort(larger)) {
    for (const [reason, key] of keysOf(client)) {
      const group = groups.get(`${reason} ${key}`) ?? { reason, members: [] };
      group.members.push(client);
      groups.set(`${reason} ${key}`, group);
    }
  }
  const found = new Map<string, { intoId: string; reasons: MergeReason[] }>();
  for (const { reason, members } of groups.values()) {
    members.forEach((from, index) => {
      const into = members.slice(0, index).find((one) => !dismissed.has(pairKey(one.id, from.id)));
      if (into === undefined) return;
      const known = found.get(from.id);
      if (known === undefined) found.set(from.id, { intoId: into.id, reasons: [reason] });
      else if (known.intoId === into.id) known.reasons.push(reason);
    });
  }
  const suggestions = [...found].map(([fromId, { intoId, reasons }]) => ({ fromId, intoId, reasons: reasons.sort() }));
  return suggestions.sort((a, b) => (a.reasons[0] ?? '').localeCompare(b.reasons[0] ?? ''));
}
