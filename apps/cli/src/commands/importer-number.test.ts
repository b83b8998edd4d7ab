import { describe, expect, it } from '@jest/globals';
import { jsonLines, runRealCli } from '../test-support/run-real-cli.ts';

describe('capeline importer-number', () => {
  it('prints the whole answer with --json and exits 0', () => {
    const { exitCode, stdout } = runRealCli(['importer-number', '36-2306554-00', '--json']);
    expect(exitCode).toBe(0);
    expect(jsonLines(stdout)).toEqual([
      {
        input: '36-2306554-00',
        importerNumber: '36-230655400',
        kind: 'ein',
        valid: true,
        problem: null,
        masked: '36-•••••5400',
      },
    ]);
  });

  it('does not print a social security number for people to see', () => {
    const { exitCode, stdout } = runRealCli(['importer-number', '123-45-6789']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('•••-••-6789');
    expect(stdout).not.toContain('123-45');
  });

  it('answers standard input line by line and exits 1 when one number is not valid', () => {
    const { exitCode, stdout } = runRealCli(['importer-number', '--stdin'], '912620-40102\n123456789\n13-2178154AB\n');
    expect(exitCode).toBe(1);
    expect(jsonLines(stdout)).toEqual([
      expect.objectContaining({ kind: 'cbp_assigned', valid: true }),
      expect.objectContaining({ kind: null, valid: false, problem: 'ambiguous' }),
      expect.objectContaining({ importerNumber: '13-2178154AB', valid: true }),
    ]);
  });
});
