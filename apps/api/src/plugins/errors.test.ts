import { AppError } from '@capeline/contracts';
import { DatabaseUnavailableError } from '@capeline/db';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fastify, { type FastifyInstance, type LightMyRequestResponse } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { answerFrameworkError, errors } from './errors.ts';

class DriverError extends Error {
  readonly code = '42P01';
  readonly statusCode = 400;
  readonly detail = 'relation "secret_table" does not exist';
}

describe('failures', () => {
  let app: FastifyInstance;
  let failure: unknown;
  beforeAll(async () => {
    app = fastify({ bodyLimit: 100, frameworkErrors: answerFrameworkError });
    app.setValidatorCompiler(validatorCompiler);
    app.setSerializerCompiler(serializerCompiler);
    await app.register(errors);
    app.get('/fails', async () => {
      throw failure;
    });
    app.get('/leaks', { schema: { response: { 200: z.object({ name: z.string() }) } } }, async () => ({ name: 5 }));
    app.post(
      '/takes',
      { schema: { body: z.strictObject({ list: z.array(z.object({ day: z.iso.date() })) }) } },
      async () => ({}),
    );
    await app.ready();
  });
  afterAll(() => app.close());

  const fail = (error: unknown): Promise<LightMyRequestResponse> => {
    failure = error;
    return app.inject('/fails');
  };
  const post = (payload: string, type = 'application/json') =>
    app.inject({ method: 'POST', url: '/takes', payload, headers: { 'content-type': type } });
  const codeOf = (response: LightMyRequestResponse): unknown => (response.json() as { code: unknown }).code;

  it('answer in the shape of RFC 9457, with a stable code and the id of the request', async () => {
    const response = await fail(
      new AppError('check.computed', 'It is computed.', [{ pointer: '/status', message: 'no' }]),
    );
    expect(response.statusCode).toBe(409);
    expect(response.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(response.json()).toEqual({
      type: '/errors#check.computed',
      title: 'This check is computed and cannot be set',
      status: 409,
      code: 'check.computed',
      detail: 'It is computed.',
      requestId: expect.any(String),
      issues: [{ pointer: '/status', message: 'no' }],
    });
  });

  it('never show what a driver, a library or a bug says', async () => {
    const sql = 'select * from secret_table where token = $1';
    for (const error of [new DriverError(sql), new Error(sql), { statusCode: 418, message: sql }, sql, null]) {
      const response = await fail(error);
      expect(response.statusCode).toBe(500);
      expect(codeOf(response)).toBe('internal');
      expect(response.body).not.toContain('secret_table');
    }
  });

  it('say 503 and when to come back while the database is away, without its words', async () => {
    const response = await fail(new DatabaseUnavailableError(new Error('connect ECONNREFUSED 10.0.0.5:5432')));
    expect(response.statusCode).toBe(503);
    expect(response.headers['retry-after']).toBe('5');
    expect(codeOf(response)).toBe('service.unavailable');
    expect(response.body).not.toContain('10.0.0.5');
    expect(response.body).toContain('Nothing was changed');
  });

  it('do not say that nothing was changed when the database went away during the commit', async () => {
    const response = await fail(new DatabaseUnavailableError(new Error('Connection terminated'), true));
    expect([response.statusCode, codeOf(response)]).toEqual([503, 'service.unavailable']);
    expect(response.body).toContain('it may have been saved');
    expect(response.body).not.toContain('Nothing was changed');
  });

  it('say that the disk is full when an upload finds no room, without naming a file', async () => {
    const response = await fail(Object.assign(new Error('ENOSPC: no space left, write /data/x'), { code: 'ENOSPC' }));
    expect([response.statusCode, codeOf(response)]).toEqual([507, 'storage.full']);
    expect(response.body).not.toContain('/data/x');
  });

  it('do not send an answer that breaks its own contract', async () => {
    const response = await app.inject('/leaks');
    expect([response.statusCode, codeOf(response)]).toEqual([500, 'internal']);
  });

  it('name each fault of a body by its JSON pointer', async () => {
    const response = await post(JSON.stringify({ list: [{ day: '2026-02-30' }], more: 1 }));
    expect(response.statusCode).toBe(422);
    expect(response.json()).toMatchObject({
      code: 'request.invalid',
      issues: [{ pointer: '/list/0/day' }, { pointer: '/more' }],
    });
  });

  it('tell a malformed, an oversize and a foreign body apart', async () => {
    const malformed = await post('{"list": [');
    expect([malformed.statusCode, codeOf(malformed)]).toEqual([400, 'request.malformed']);
    const polluting = await post('{"__proto__": {"isAdmin": true}}');
    expect([polluting.statusCode, codeOf(polluting)]).toEqual([400, 'request.malformed']);
    const empty = await post('');
    expect([empty.statusCode, codeOf(empty)]).toEqual([400, 'request.malformed']);
    const oversize = await post(JSON.stringify({ list: [], filler: 'x'.repeat(200) }));
    expect([oversize.statusCode, codeOf(oversize)]).toEqual([413, 'request.too_large']);
    const foreign = await post('<list/>', 'application/xml');
    expect([foreign.statusCode, codeOf(foreign)]).toEqual([415, 'request.unsupported_media_type']);
  });

  it('answer an unknown address and an undecodable one without a trace of the router', async () => {
    const unknown = await app.inject('/nowhere');
    expect([unknown.statusCode, codeOf(unknown)]).toEqual([404, 'not_found']);
    const broken = await app.inject('/%E0%A4%A');
    expect([broken.statusCode, codeOf(broken)]).toEqual([400, 'request.malformed']);
    expect(broken.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  });
});
