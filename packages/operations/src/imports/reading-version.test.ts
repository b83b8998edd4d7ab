import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { READING_VERSION } from '@capeline/domain';
import { expect, it } from '@jest/globals';
import { meaningsOfCorpus } from './test-support/reading-corpus.ts';

const CURE = `What a row of a report means has changed, and entries that stand by their rows would keep the meaning of before.
Raise READING_VERSION in packages/domain/src/ace/row-hash.ts by one and add the line
  "VERSION": "DIGEST"
to packages/operations/src/imports/reading-versions.json. Never change a line that is there.`;

const knownVersions = async (): Promise<Readonly<Record<string, string>>> =>
  JSON.parse(await readFile(new URL('reading-versions.json', import.meta.url), 'utf8'));

it('the rows of the corpus mean what they meant when READING_VERSION was raised last', async () => {
  const hash = createHash('sha256');
  const seen = new Set<string>();
  for (const meaning of meaningsOfCorpus()) {
    seen.add(meaning);
    hash.update(`${meaning}\n`);
  }
  // Were nearly all of them alike, the digest would guard nothing.
  expect(seen.size).toBeGreaterThan(10_400);
  const digest = hash.digest('hex');
  if ((await knownVersions())[READING_VERSION] !== digest)
    throw new Error(CURE.replace('VERSION":', `${READING_VERSION + 1}":`).replace('DIGEST', digest));
});

it('each reading version has a meaning of its own, the present one is the last', async () => {
  const versions = await knownVersions();
  expect(Object.keys(versions)).toEqual(Array.from({ length: READING_VERSION }, (_, at) => String(at + 1)));
  expect(new Set(Object.values(versions)).size).toBe(READING_VERSION);
});
