import { computeDeadlines, fromEpochDay, RULES_VERSION } from '@capeline/domain';
import { describe, expect, it } from '@jest/globals';
import { jsonLines, runRealCli } from '../test-support/run-real-cli.ts';

describe('capeline deadlines', () => {
  it('prints one JSON object and nothing else with --json', () => {
    const { exitCode, stdout, stderr } = runRealCli(['deadlines', '--liquidated', '2026-05-15', '--json']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(jsonLines(stdout)).toEqual([
      {
        liquidatedOn: '2026-05-15',
        rulesVersion: RULES_VERSION,
        deadlines: [
          expect.objectContaining({
            kind: 'cape_window',
            lastDay: '2026-08-03',
            safeDay: '2026-08-03',
            fileBy: '2026-07-27',
            practiceRollDay: null,
            arithmetic: '2026-05-15 + 80 days',
          }),
          expect.objectContaining({ kind: 'voluntary_reliquidation', lastDay: '2026-08-13', practiceRollDay: null }),
          expect.objectContaining({
            kind: 'protest',
            lastDay: '2026-11-11',
            safeDay: '2026-11-10',
            fileBy: '2026-11-10',
            practiceRollDay: '2026-11-12',
          }),
        ],
      },
    ]);
  });

  it('writes for people dates that cannot be misread, and warns of the roll', () => {
    const { exitCode, stdout } = runRealCli(['deadlines', '--liquidated', '2026-05-15']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('last day   Wed 11 Nov 2026   (2026-05-15 + 180 days)');
    expect(stdout).toContain('safe day   Tue 10 Nov 2026');
    expect(stdout).toContain('CBP practice, do not rely on it');
    expect(stdout).toContain('the licensed broker decides');
  });

  it.each(['2026-02-30', '05/15/2026', '', 'tomorrow', '9999-12-31'])('exits 2 when %j is given as date', (text) => {
    const plain = runRealCli(['deadlines', `--liquidated=${text}`]);
    expect(plain).toMatchObject({ exitCode: 2, stdout: '' });
    expect(plain.stderr).toContain(JSON.stringify(text));
    const json = runRealCli(['deadlines', `--liquidated=${text}`, '--json']);
    expect(json.exitCode).toBe(2);
    expect(jsonLines(json.stdout)).toEqual([{ input: text, error: expect.any(String) }]);
  });

  it('goes on after a line that is no date, answers it in its place, and exits 1', () => {
    const { exitCode, stdout } = runRealCli(
      ['deadlines', '--stdin'],
      '2026-05-15\nnonsense\r\n\n2026-01-02\r\n2026-01-05',
    );
    expect(exitCode).toBe(1);
    expect(jsonLines(stdout)).toEqual([
      expect.objectContaining({ liquidatedOn: '2026-05-15' }),
      { input: 'nonsense', error: expect.any(String) },
      { input: '', error: expect.any(String) },
      expect.objectContaining({ liquidatedOn: '2026-01-02' }),
      expect.objectContaining({ liquidatedOn: '2026-01-05' }),
    ]);
  });

  it('answers nothing and exits 0 on empty input', () => {
    expect(runRealCli(['deadlines', '--stdin'])).toEqual({ exitCode: 0, stdout: '', stderr: '' });
  });

  it('answers 200,000 lines in order', () => {
    const dates = Array.from({ length: 200_000 }, (_, index) => fromEpochDay(18_000 + (index % 4000)));
    const { exitCode, stdout } = runRealCli(['deadlines', '--stdin'], `${dates.join('\n')}\n`);
    expect(exitCode).toBe(0);
    const lines = stdout.split('\n');
    expect(lines).toHaveLength(dates.length + 1);
    for (const index of [0, 1, 99_999, 199_998, 199_999]) {
      const liquidatedOn = dates[index] ?? fromEpochDay(0);
      expect(JSON.parse(lines[index] ?? '')).toEqual({
        liquidatedOn,
        rulesVersion: RULES_VERSION,
        deadlines: computeDeadlines({ liquidatedOn }),
      });
    }
  });

  it('answers alike in every time zone', () => {
    const dates = Array.from({ length: 800 }, (_, index) => fromEpochDay(20_400 + index)).join('\n');
    const [first, ...others] = ['UTC', 'America/New_York', 'Pacific/Kiritimati', 'Pacific/Pago_Pago'].map(
      (TZ) => runRealCli(['deadlines', '--stdin'], dates, { TZ }).stdout,
    );
    expect(first).not.toBe('');
    for (const other of others) expect(other).toBe(first);
  });

  it.each([
    [['deadlines']],
    [['deadlines', '--liquidated']],
    [['deadlines', '--liquidated', '2026-05-15', '--stdin']],
    [['deadlines', '2026-05-15']],
    [['deadlines', '--unknown']],
  ])('exits 2 and shows the usage on %j', (args) => {
    const { exitCode, stdout, stderr } = runRealCli(args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain('capeline deadlines --liquidated');
  });
});
