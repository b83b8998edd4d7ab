/**
 * A legal name without what two typists write differently: case, accents, spaces, full stops, commas, apostrophes. It never
 * guesses: "Inc" and "Incorporated", "&" and "and", a missing legal form stay different, because CBP's forms compare too (A11).
 */
export function comparableName(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’.]/gu, '')
    .replace(/&/gu, ' & ')
    .replace(/[^\p{L}\p{N}&]+/gu, ' ')
    .trim();
}

/** True when all names that were looked at are one. Fewer than two say nothing and differ from nothing. */
export function namesAgree(names: readonly (string | null)[]): boolean {
  const seen = names.map((name) => comparableName(name ?? '')).filter((name) => name !== '');
  return new Set(seen).size <= 1;
}
