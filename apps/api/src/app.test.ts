import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROBLEMS } from '@capeline/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Harness, startHarness } from './test-support/harness.ts';

interface OpenApi {
  openapi: string;
  paths: Record<string, Record<string, { responses: Record<string, { description: string }>; security?: unknown[] }>>;
}

describe('every route', () => {
  let harness: Harness;
  let document: OpenApi;
  beforeAll(async () => {
    harness = await startHarness();
    document = (await harness.app.inject('/api/openapi.json')).json() as OpenApi;
  });
  afterAll(() => harness.close());

  it('shows who may use it, how often, and what it answers', () => {
    const { routes } = harness.app;
    expect(routes.length).toBeGreaterThan(15);
    for (const route of routes) {
      const name = `${String(route.method)} ${route.url}`;
      const schema = route.schema as { response?: object; body?: unknown } | undefined;
      expect([name, typeof route.config?.access]).toEqual([name, 'string']);
      expect([name, typeof route.config?.rateClass]).toEqual([name, 'string']);
      expect([name, Object.keys(schema?.response ?? {}).length > 0]).toEqual([name, true]);
    }
  });

  it('that nobody need sign in for is one of these', () => {
    const open = harness.app.routes
      .filter((route) => route.config?.access === 'public' && route.method !== 'HEAD')
      .map((route) => `${String(route.method)} ${route.url}`);
    expect(open.sort()).toEqual([
      'GET /*',
      'GET /api/docs',
      'GET /api/openapi.json',
      'GET /api/v1/setup',
      'GET /livez',
      'GET /metrics',
      'GET /readyz',
      'POST /api/v1/invitations/accept',
      'POST /api/v1/invitations/look',
      'POST /api/v1/session',
      'POST /api/v1/session/link',
      'POST /api/v1/session/password-reset',
      'POST /api/v1/session/password-reset/redeem',
      'POST /api/v1/session/sample',
      'POST /api/v1/setup',
    ]);
  });

  it('refuses nobody with 401 before it looks at anything else', async () => {
    for (const route of harness.app.routes) {
      if (route.config?.access === 'public') continue;
      const url = route.url.replace(/:[A-Za-z]+/g, 'x');
      const answer = await harness.app.inject({ method: route.method as 'GET', url, payload: '{' });
      expect([route.url, answer.statusCode]).toEqual([route.url, 401]);
    }
  });

  it('stands in the OpenAPI 3.1 document, with its refusals by code', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(document.paths['/api/v1/imports']?.post).toMatchObject({
      requestBody: { content: { 'multipart/form-data': { schema: { required: ['file'] } } } },
    });
    const documented = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
    );
    const visible = harness.app.routes
      .filter((route) => route.method !== 'HEAD' && (route.schema as { hide?: boolean }).hide !== true)
      .map((route) => `${String(route.method)} ${route.url}`);
    expect(documented.sort()).toEqual(visible.sort());
    expect(document.paths['/api/v1/organization']?.get?.responses['403']?.description).toContain('`auth.forbidden`');
  });
});

describe('the table of errors', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/errors.md'), 'utf8');
  const rows = [
    ...page.matchAll(/^\| <a id="([a-z_.]+)"><\/a>`([a-z_.]+)` \| (\d{3}) \| (.+?) \| (.+?) \| (.+?) \|$/gm),
  ];

  it('is the same in the code and in docs/errors.md, each with a meaning and a cure', () => {
    const written = rows.map(([, anchor, code, status, title]) => [anchor, code, Number(status), title]);
    const known = Object.entries(PROBLEMS).map(([code, { status, title }]) => [code, code, status, title]);
    expect(written).toEqual(known);
  });

  it('covers every code that the OpenAPI document names', async () => {
    const harness = await startHarness();
    try {
      const { body } = await harness.app.inject('/api/openapi.json');
      const named = new Set([...body.matchAll(/`([a-z_]+(?:\.[a-z_]+)?)`: /g)].map((match) => match[1] ?? ''));
      expect([...named].filter((code) => !(code in PROBLEMS))).toEqual([]);
      expect(named.size).toBeGreaterThan(8);
    } finally {
      await harness.close();
    }
  });
});
