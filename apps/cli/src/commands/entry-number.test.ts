import { describe, expect, it } from '@jest/globals';
import { jsonLines, runRealCli } from '../test-support/run-real-cli.ts';

const GOOD = {
  input: '551-3518786-6',
  entryNumber: '55135187866',
  formatted: '551-3518786-6',
  filerCode: '551',
  valid: true,
  expectedCheckDigit: '6',
  problem: null,
};

describe('capeline entry-number', () => {
  it('prints the whole answer with --json and exits 0', () => {
    const { exitCode, stdout, stderr } = runRealCli(['entry-number', '551-3518786-6', '--json']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(jsonLines(stdout)).toEqual([GOOD]);
  });

  it.each(['55135187866', ' 551-3518786-6 ', '="55135187866"'])('accepts %j', (input) => {
    const { exitCode, stdout } = runRealCli(['entry-number', input, '--json']);
    expect(exitCode).toBe(0);
    expect(jsonLines(stdout)).toEqual([{ ...GOOD, input }]);
  });

  it.each([
    ['551-2518786-6', 'check_digit', 'ask for 8'],
    ['81-103533-2', 'legacy_format', 'before October 1986'],
    ['12345', 'format', 'FFF-NNNNNNN-C'],
    ['', 'format', 'FFF-NNNNNNN-C'],
  ])('exits 1 on %j and names the problem %s', (input, problem, sentence) => {
    const json = runRealCli(['entry-number', '--json', input]);
    expect(json.exitCode).toBe(1);
    expect(jsonLines(json.stdout)).toEqual([expect.objectContaining({ input, valid: false, problem })]);
    const plain = runRealCli(['entry-number', input]);
    expect(plain.exitCode).toBe(1);
    expect(plain.stdout).toContain(sentence);
  });

  it('answers standard input line by line and exits 1 when one number is not valid', () => {
    const mixed = runRealCli(['entry-number', '--stdin'], '551-3518786-6\r\nk80-2162679-2\n551-2518786-6\n');
    expect(mixed.exitCode).toBe(1);
    expect(jsonLines(mixed.stdout)).toEqual([
      GOOD,
      expect.objectContaining({ input: 'k80-2162679-2', entryNumber: 'K8021626792', valid: true }),
      expect.objectContaining({ problem: 'check_digit', expectedCheckDigit: '8' }),
    ]);
    expect(runRealCli(['entry-number', '--stdin'], '551-3518786-6').exitCode).toBe(0);
  });

  it.each([[['entry-number']], [['entry-number', 'a', 'b']], [['entry-number', 'a', '--stdin']]])(
    'exits 2 on the arguments %j',
    (args) => {
      expect(runRealCli(args)).toMatchObject({ exitCode: 2, stdout: '' });
    },
  );
});
