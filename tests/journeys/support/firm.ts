/** A firm of one's own in a running system, and files sent in through its public API. */
import { expect } from '@jest/globals';
import type { RunningSystem } from './running-system.ts';
import { waitUntil } from './wait-until.ts';

export type ImportAnswer = {
  id: string;
  status: string;
  counts: Record<string, number>;
  problem: { code: string; detail: string; cure: string; row: number | null; column: string | null } | null;
};

/** Makes a firm and a key with every scope by the command line; answers the header that carries the key. */
export async function makeFirm(system: RunningSystem, name: string): Promise<Record<string, string>> {
  const mailbox = name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  const setup = await system.cli('setup', '--organization', name, '--owner', `${mailbox}@broker.example`);
  expect({ code: setup.code, stderr: setup.stderr }).toEqual({ code: 0, stderr: setup.stderr });
  const key = await system.cli('api-key', 'create', '--name', 'journey', '--scope', '*', '--organization', name);
  expect({ code: key.code, stderr: key.stderr }).toEqual({ code: 0, stderr: key.stderr });
  return { authorization: `Bearer ${key.stdout.trim().split('\n').at(-1)}` };
}

/** `POST /api/v1/imports` with auto-commit. */
export async function uploadFile(
  system: RunningSystem,
  headers: Record<string, string>,
  name: string,
  bytes: Buffer<ArrayBuffer>,
): Promise<Response> {
  const form = new FormData();
  form.set('autoCommit', 'true');
  form.set('file', new Blob([bytes]), name);
  return fetch(`${system.url}/api/v1/imports`, { method: 'POST', headers, body: form });
}

/** Sends a file in and waits until its import has ended, well or badly. */
export async function importFile(
  system: RunningSystem,
  headers: Record<string, string>,
  name: string,
  bytes: Buffer<ArrayBuffer>,
): Promise<ImportAnswer> {
  const answer = await uploadFile(system, headers, name, bytes);
  expect({ name, status: answer.status }).toEqual({ name, status: 202 });
  let latest = (await answer.json()) as ImportAnswer;
  const path = `${system.url}/api/v1/imports/${latest.id}`;
  await waitUntil(
    async () => {
      latest = (await (await fetch(path, { headers })).json()) as ImportAnswer;
      return ['committed', 'failed', 'needs_mapping'].includes(latest.status);
    },
    60_000,
    () => `import of ${name} stands at ${JSON.stringify(latest)}`,
  );
  return latest;
}
