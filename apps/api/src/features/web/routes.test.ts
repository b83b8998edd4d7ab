import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Harness, problemOf, startHarness } from '../../test-support/harness.ts';

const BROWSER = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

describe('the web app', () => {
  let harness: Harness;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'capeline-web-'));
    const webDir = join(folder, 'dist');
    await mkdir(join(webDir, 'assets'), { recursive: true });
    await writeFile(join(webDir, 'index.html'), '<div id="root"></div>');
    await writeFile(join(webDir, 'assets', 'app-1a2b.js'), 'export {};');
    await writeFile(join(folder, 'secret.txt'), 'outside');
    harness = await startHarness({ webDir });
  });
  afterAll(async () => {
    await harness.close();
    await rm(folder, { recursive: true, force: true });
  });

  const open = (url: string, headers: Record<string, string> = BROWSER) => harness.app.inject({ url, headers });

  it.each(['/', '/clients/42', '/sign-in?to=%2F'])(
    'answers a person at %s with the app, never from an old cache',
    async (url) => {
      const answer = await open(url);
      expect([answer.statusCode, answer.body]).toEqual([200, '<div id="root"></div>']);
      expect(answer.headers['cache-control']).toBe('no-cache');
      expect(answer.headers['content-type']).toContain('text/html');
    },
  );

  it('answers a link checker, which names no kind of content, with the app too', async () => {
    for (const url of ['/', '/deadlines/42']) {
      const answer = await open(url, { accept: '*/*' });
      expect([answer.statusCode, answer.body]).toEqual([200, '<div id="root"></div>']);
    }
  });

  it('lets a file with a hash in its name be kept for ever', async () => {
    const answer = await open('/assets/app-1a2b.js', {});
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toContain('javascript');
    expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  });

  it('answers a missing file with 404 and not with the app', async () => {
    expect(problemOf(await open('/assets/gone.js', { accept: '*/*' }))).toMatchObject({ status: 404 });
  });

  it('answers an unknown address of the API with 404, also to a browser', async () => {
    expect(problemOf(await open('/api/v1/nowhere'))).toMatchObject({ status: 404, code: 'not_found' });
  });

  it.each(['/..%2fsecret.txt', '/%2e%2e/secret.txt', '/assets/..%2f..%2fsecret.txt', '/%00', '/..\\secret.txt'])(
    'serves nothing from outside its folder: %s',
    async (url) => {
      const answer = await open(url, {});
      expect(answer.statusCode).toBeGreaterThanOrEqual(400);
      expect(answer.statusCode).toBeLessThan(500);
      expect(answer.body).not.toContain('outside');
    },
  );

  it('says what to do where the app is not built', async () => {
    const bare = await startHarness();
    try {
      const answer = await bare.app.inject({ url: '/', headers: BROWSER });
      expect(answer.statusCode).toBe(503);
      expect(answer.body).toContain('npm run build');
    } finally {
      await bare.close();
    }
  });

  it('describes the API on a page without a script and without another server', async () => {
    const page = await open('/api/docs');
    expect(page.statusCode).toBe(200);
    expect(page.headers['content-type']).toContain('text/html');
    expect(page.body).toContain('/api/v1/imports/{id}/commit');
    expect(page.body).not.toMatch(/<script|https?:\/\/(?!127\.0\.0\.1)/);
  });
});
