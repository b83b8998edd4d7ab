/** The code of a Node, network or PostgreSQL error such as `ENOENT` or `42P01`, else null. Not by `instanceof`: under jest, Node's own errors come from another realm. */
export function errorCode(error: unknown): string | null {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : null;
}
