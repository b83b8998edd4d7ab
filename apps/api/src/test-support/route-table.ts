import { Id } from '@capeline/contracts';
import type { FastifyInstance, InjectOptions, RouteOptions } from 'fastify';
import { z } from 'zod';

/** One declared route of the API as the tests that go through all of them see it. */
export interface ListedRoute {
  /** `PATCH /clients/:id`, below `/api/v1` */
  readonly name: string;
  readonly method: NonNullable<InjectOptions['method']>;
  readonly url: string;
  readonly access: string;
  readonly rateClass: string;
  readonly params: z.ZodType | undefined;
  readonly query: z.ZodType | undefined;
  readonly body: z.ZodType | undefined;
  /** Takes a form that the handler reads itself. */
  readonly isUpload: boolean;
}

/** A value somewhere in a request: where it stands (`/proposals/*` + `/entryNumber`) and what is asked of it. */
export interface Leaf {
  readonly part: 'params' | 'query' | 'body';
  readonly pointer: string;
  readonly schema: z.ZodType;
}

const PREFIX = '/api/v1';

interface RouteSchemas {
  readonly params?: z.ZodType;
  readonly querystring?: z.ZodType;
  readonly body?: z.ZodType;
  readonly consumes?: readonly string[];
}

function list(route: RouteOptions): ListedRoute {
  const { params, querystring: query, body, consumes } = (route.schema ?? {}) as RouteSchemas;
  const method = String(route.method) as ListedRoute['method'];
  return {
    name: `${method} ${route.url.slice(PREFIX.length)}`,
    method,
    url: route.url,
    access: String(route.config?.access),
    rateClass: String(route.config?.rateClass),
    params,
    query,
    body,
    isUpload: consumes?.includes('multipart/form-data') === true,
  };
}

/** Every route below `/api/v1` as it was declared, HEAD left out, because it is GET without its body. */
export function listRoutes(app: FastifyInstance): ListedRoute[] {
  return app.routes.filter(({ url, method }) => url.startsWith(`${PREFIX}/`) && method !== 'HEAD').map(list);
}

/** What lies inside a schema, each with the step that leads there; none for a plain value. */
function innerOf(schema: z.ZodType): readonly (readonly [step: string, schema: z.ZodType])[] {
  if (schema === Id) return [];
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape as Record<string, z.ZodType>).map(([key, inner]) => [`/${key}`, inner]);
  if (schema instanceof z.ZodArray) return [['/*', schema.element as z.ZodType]];
  if (schema instanceof z.ZodTuple)
    return (schema.def.items as readonly z.ZodType[]).map((inner, index) => [`/${index}`, inner]);
  if (schema instanceof z.ZodUnion) return (schema.options as readonly z.ZodType[]).map((inner) => ['', inner]);
  if (schema instanceof z.ZodRecord) return [['/*', schema.def.valueType as z.ZodType]];
  if (schema instanceof z.ZodPipe) return [['', schema.def.in as z.ZodType]];
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return [['', schema.def.innerType as z.ZodType]];
  return [];
}

function leavesIn(part: Leaf['part'], schema: z.ZodType, pointer: string): Leaf[] {
  const inner = innerOf(schema);
  if (inner.length === 0) return [{ part, pointer, schema }];
  return inner.flatMap(([step, next]) => leavesIn(part, next, pointer + step));
}

/** Every plain value that a request to the route may carry, each place once. */
export function leavesOf({ params, query, body }: ListedRoute): Leaf[] {
  const parts = { params, query, body } as const;
  const all = Object.entries(parts).flatMap(([part, schema]) =>
    schema === undefined ? [] : leavesIn(part as Leaf['part'], schema, ''),
  );
  return [...new Map(all.map((leaf) => [leaf.part + leaf.pointer, leaf])).values()];
}

/** Names that say which thing of a firm is meant, beside whatever is declared as an id. */
const NAMES_A_THING = /(?:^id|^code|Id|Ids|entryNumber|importerNumber)$/u;

/** Whether the value names a thing of a firm: it is declared as an id, or its field is called like one. */
export function isIdentifier({ pointer, schema }: Leaf): boolean {
  const field = pointer.split('/').filter((step) => !/^(?:\*|\d+)$/u.test(step));
  return schema === Id || NAMES_A_THING.test(field.at(-1) ?? '');
}

/** What stands in a request at the place of a leaf; `*` in a pointer is every item of a list. */
export function valuesAt(example: { readonly [part in Leaf['part']]?: unknown }, leaf: Leaf): unknown[] {
  let found: unknown[] = [example[leaf.part]];
  for (const step of leaf.pointer.split('/').slice(1))
    found = found.flatMap((value) => {
      if (typeof value !== 'object' || value === null) return [];
      if (step === '*') return Array.isArray(value) ? value : Object.values(value);
      return Object.hasOwn(value, step) ? [(value as Record<string, unknown>)[step]] : [];
    });
  return found;
}
