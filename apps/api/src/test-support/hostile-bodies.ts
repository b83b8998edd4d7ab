/** What nobody may set by a request: the server decides it, or another request with a permission of its own. */
const SERVER_OWNED = {
  id: '00000000-0000-4000-8000-000000000001',
  organizationId: '00000000-0000-4000-8000-000000000001',
  organization_id: '00000000-0000-4000-8000-000000000001',
  userId: '00000000-0000-4000-8000-000000000001',
  createdBy: '00000000-0000-4000-8000-000000000001',
  createdAt: '2020-01-01T00:00:00Z',
  isSample: true,
  permissions: ['*'],
  passwordHash: 'x',
  isAdmin: true,
} as const;

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A copy of a body in which one object carries more fields, and the pointers of these fields. */
export interface Overloaded {
  readonly body: object;
  readonly pointers: readonly string[];
}

/** For every object in a body, a copy of the body in which that object alone carries the fields of the server. */
export function overloadedBodies(body: object): Overloaded[] {
  const visit = (value: Json, pointer: string, put: (changed: Json) => Json): Overloaded[] => {
    if (typeof value !== 'object' || value === null) return [];
    const inner = Object.entries(value).flatMap(([key, item]) =>
      visit(item, `${pointer}/${key}`, (changed) =>
        put(Array.isArray(value) ? value.with(Number(key), changed) : { ...value, [key]: changed }),
      ),
    );
    if (Array.isArray(value)) return inner;
    const more = Object.fromEntries(Object.entries(SERVER_OWNED).filter(([key]) => !(key in value)));
    const pointers = Object.keys(more).map((key) => `${pointer}/${key}`);
    return [{ body: put({ ...value, ...more }) as object, pointers }, ...inner];
  };
  return visit(body as Json, '', (changed) => changed);
}

/** For every plain value in a request's part, a copy in which that value is replaced. */
export function withEachValue(part: object, replacement: unknown): { readonly place: string; readonly part: object }[] {
  return Object.entries(part).flatMap(([key, value]) => {
    const put = (changed: unknown): object =>
      Array.isArray(part) ? part.with(Number(key), changed) : { ...part, [key]: changed };
    if (typeof value === 'object' && value !== null)
      return withEachValue(value as object, replacement).map(({ place, part: inner }) => ({
        place: `/${key}${place}`,
        part: put(inner),
      }));
    return [{ place: `/${key}`, part: put(replacement) }];
  });
}

/** A list in a list in a list, as text. */
export const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
