/** Nobody's address: whatever is read beside it and leads elsewhere is not one of ours. */
const HERE = 'http://here.invalid';

/**
 * Where to go after signing in: the wanted address if it is a path of the product, as a browser reads it, else the first page. A
 * browser drops tabs and line breaks from an address and takes a backslash for a slash, so that looking at its beginning is not enough.
 */
export function safeTarget(to: string | null): string {
  if (to === null || !to.startsWith('/') || !URL.canParse(to, HERE)) return '/';
  const { origin, pathname, search, hash } = new URL(to, HERE);
  return origin === HERE && !pathname.startsWith('//') ? pathname + search + hash : '/';
}
