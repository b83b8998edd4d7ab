function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)));
}

/** JSON without spaces and with keys in code-unit order at every depth: equal facts give equal bytes, hence equal hashes. */
export function toCanonicalJson(value: object): string {
  return JSON.stringify(value, sortKeys);
}
