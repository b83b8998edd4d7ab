import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Caller, type Harness, problemOf, startHarness } from '../../test-support/harness.ts';

const ENTRIES = '/api/v1/entries';
const EVIDENCE = { note: 'Bulletin notice, printed.', source: 'cbp.gov', seenOn: '2026-11-20', seenBy: 'Ruth Mills' };
const NUMBER = '551-3518786-6';

/** Today is Monday 23 November 2026. */
describe('entries by hand', () => {
  let harness: Harness;
  let owner: Caller;
  beforeAll(async () => {
    harness = await startHarness();
    owner = await harness.firm('Harbor');
  });
  afterAll(() => harness.close());

  const post = (payload: object, caller = owner) => caller.send({ method: 'POST', url: ENTRIES, payload });
  const patch = (payload: object, headers: Record<string, string> = {}, caller = owner) =>
    caller.send({ method: 'PATCH', url: `${ENTRIES}/${NUMBER}`, payload, headers });

  it('answers 201 with the entry, its clocks and evidence, and an ETag that a change renews', async () => {
    const made = await post({
      entryNumber: NUMBER,
      importerNumber: '12-345678900',
      clientName: 'Tin & Cork',
      liquidation: { status: 'liquidated', date: '2026-10-16' },
      evidence: EVIDENCE,
    });
    expect(made.statusCode).toBe(201);
    expect(made.json()).toMatchObject({
      entryNumber: '55135187866',
      clientName: 'Tin & Cork',
      asOf: '2026-11-20',
      warnings: [],
      attestations: [{ note: EVIDENCE.note, seenOn: '2026-11-20', recordedBy: 'Owner of Harbor' }],
    });
    expect(made.json().deadlines).toHaveLength(3);
    const tag = String(made.headers.etag);
    expect((await owner.send({ url: `${ENTRIES}/${NUMBER}` })).headers.etag).toBe(tag);
    const change = { reconciliation: { flagged: true, type09OnFile: false }, evidence: EVIDENCE };
    const changed = await patch(change, { 'if-match': tag });
    expect(changed.statusCode).toBe(200);
    expect(changed.json().reconciliation).toEqual({ flagged: true, type09OnFile: false, type09FiledOn: null });
    expect(changed.headers.etag).not.toBe(tag);
    expect(problemOf(await patch(change, { 'if-match': tag }))).toMatchObject({
      status: 412,
      code: 'conflict.version',
    });
  });

  it('answers 409 to a later date, says from what to what, and takes it once a person confirms', async () => {
    const later = { liquidation: { status: 'liquidated', date: '2026-10-23' }, evidence: EVIDENCE };
    const refused = problemOf(await patch(later));
    expect(refused).toMatchObject({ status: 409, code: 'entry.later_date_needs_confirmation' });
    expect(refused.issues).toEqual([
      {
        pointer: '/confirmLater',
        message: 'The last day of the CAPE window would move from Mon 4 Jan 2027 to Mon 11 Jan 2027.',
      },
      {
        pointer: '/confirmLater',
        message: 'The last day of the protest would move from Wed 14 Apr 2027 to Wed 21 Apr 2027.',
      },
    ]);
    expect((await patch({ ...later, confirmLater: true })).json().liquidation.date).toBe('2026-10-23');
  });

  it('takes a correction back in the state that was read, and says what of it stays', async () => {
    const undo = (tag: string, caller = owner) =>
      caller.send({ method: 'POST', url: `${ENTRIES}/${NUMBER}/correction/undo`, headers: { 'if-match': tag } });
    const corrected = await patch({ liquidation: { status: 'liquidated', date: '2026-10-09' }, evidence: EVIDENCE });
    const tag = String(corrected.headers.etag);
    expect(problemOf(await undo('"stale"'))).toMatchObject({ status: 412, code: 'conflict.version' });
    const reader = await harness.key(owner.organizationId, ['entries:read']);
    expect((await undo(tag, reader)).statusCode).toBe(403);
    const undone = await undo(tag);
    expect(undone.json()).toMatchObject({
      held: ['liquidation'],
      liquidation: { date: '2026-10-09', proposed: { date: '2026-10-23' } },
    });
    expect(problemOf(await undo(String(undone.headers.etag)))).toMatchObject({
      status: 409,
      code: 'entry.correction_not_undoable',
    });
  });

  it('previews without writing, also for a number that is not known', async () => {
    const ask = (payload: object) => owner.send({ method: 'POST', url: `${ENTRIES}/preview`, payload });
    const known = await ask({ entryNumber: NUMBER, liquidation: { status: 'suspended' } });
    expect(known.statusCode).toBe(200);
    expect(known.json()).toMatchObject({ exists: true, after: [], later: [{ to: null }, { to: null }] });
    const unknown = await ask({ entryNumber: '60500000018', liquidation: { status: 'deemed', date: '2026-11-14' } });
    expect(unknown.json()).toMatchObject({
      exists: false,
      before: [],
      warnings: [{ code: 'entry_number.check_digit' }, { code: 'liquidation.not_a_weekday' }],
    });
    expect((await owner.send({ url: `${ENTRIES}/60500000018` })).statusCode).toBe(404);
  });

  it('answers 422 with the place of each fault', async () => {
    const base = { entryNumber: '60500000025', importerNumber: '12-345678900', evidence: EVIDENCE };
    const faults: readonly (readonly [object, string])[] = [
      [{ evidence: { source: 'ACE' } }, '/evidence/note'],
      [{ evidence: { note: 'x', seenOn: '2026-11-24' } }, '/evidence/seenOn'],
      [{ entryType: '1' }, '/entryType'],
      [{ liquidation: { status: 'liquidated' } }, '/liquidation/date'],
      [{ liquidation: { status: 'scheduled', date: '2026-12-18' } }, '/liquidation/date'],
      [{ liquidation: { status: 'liquidated', date: '1899-01-01' } }, '/liquidation/date'],
      [{ importerNumber: '123456789' }, '/importerNumber'],
      [{ version: 1 }, '/version'],
    ];
    for (const [fault, pointer] of faults) {
      const problem = problemOf(await post({ ...base, ...fault })) as { status: number; issues: { pointer: string }[] };
      expect(problem).toMatchObject({ status: 422, code: 'request.invalid' });
      expect(problem.issues.map((issue) => issue.pointer)).toContain(pointer);
    }
    expect(problemOf(await post({ ...base, entryNumber: NUMBER }))).toMatchObject({
      status: 409,
      code: 'entry.exists',
    });
  });

  it('answers 403 to a key that may only read and 404 for another firm’s entry as for a missing one', async () => {
    const reader = await harness.key(owner.organizationId, ['entries:read']);
    expect((await patch({ entryType: '01', evidence: EVIDENCE }, {}, reader)).statusCode).toBe(403);
    expect((await post({}, reader)).statusCode).toBe(403);
    const stranger = await harness.firm('Stranger');
    const foreign = await patch({ entryType: '01', evidence: EVIDENCE }, {}, stranger);
    const missing = await stranger.send({
      method: 'PATCH',
      url: `${ENTRIES}/60500000025`,
      payload: { entryType: '01', evidence: EVIDENCE },
    });
    expect(foreign.statusCode).toBe(404);
    expect(problemOf(foreign)).toEqual(problemOf(missing));
  });
});
