import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, plainDate } from '../../calendar/plain-date.ts';
import { REQUEST_KINDS } from './request-kinds.ts';
import { REQUEST_RULES } from './request-rules.ts';
import {
  chaseOn,
  decideRequestStep,
  isOverdue,
  isWaiting,
  REQUEST_STATES,
  type RequestState,
  type TrackedRequest,
} from './request-state.ts';

const TODAY = plainDate('2026-11-23');
const request = (state: RequestState, more: Partial<TrackedRequest> = {}): TrackedRequest => ({
  kind: 'tao_lookup',
  state,
  changedOn: TODAY,
  chaseOn: null,
  ...more,
});
const firm = { actor: 'firm', on: TODAY } as const;

describe('decideRequestStep', () => {
  it.each([
    ['A24: a confirmation follows the sending', 'sent', 'confirmed', true],
    ['A19: instructions may follow the sending', 'sent', 'instructions_received', true],
    ['A19: instructions may follow a confirmation', 'confirmed', 'instructions_received', true],
    ['A19: after instructions it is sent again', 'instructions_received', 'sent', true],
    ['nothing is confirmed that was not sent', 'draft', 'confirmed', false],
    ['nothing is done that was not sent', 'draft', 'done', false],
    ['what is done is opened again before anything else', 'done', 'sent', false],
    ['what is done can be opened again', 'done', 'draft', true],
    ['what failed can be opened again', 'failed', 'draft', true],
    ['what was cancelled can be opened again', 'cancelled', 'draft', true],
  ] as const)('%s', (_name, from, to, isAllowed) => {
    expect(decideRequestStep(request(from), { ...firm, to }).ok).toBe(isAllowed);
  });

  it('guard 7: lets the importer say what came, never that it is done', () => {
    const byImporter = (to: RequestState) => decideRequestStep(request('sent'), { to, actor: 'importer', on: TODAY });
    expect(byImporter('confirmed').ok).toBe(true);
    for (const to of ['done', 'failed', 'cancelled'] as const) {
      expect(byImporter(to)).toMatchObject({ ok: false, code: 'account_request.step_not_yours' });
    }
  });

  it('A16: takes a reactivation as sent only from the owner’s registered address', () => {
    const send = (sentFrom: string | null, ownerAddress: string | null) =>
      decideRequestStep(request('draft', { kind: 'tao_reactivation' }), {
        ...firm,
        to: 'sent',
        sentFrom,
        ownerAddress,
      });
    const owner = 'owner@importer.example';
    expect(send(' Owner@Importer.example', owner).ok).toBe(true);
    expect(send('broker@firm.example', owner)).toMatchObject({ code: 'account_request.wrong_sender' });
    expect(send(null, owner)).toMatchObject({ code: 'account_request.sender_required' });
    expect(send(owner, null)).toMatchObject({ code: 'account_request.sender_required' });
    expect(decideRequestStep(request('draft'), { ...firm, to: 'sent' }).ok).toBe(true);
  });

  it('takes no step back in time', () => {
    expect(decideRequestStep(request('sent'), { ...firm, to: 'done', on: addDays(TODAY, -1) })).toMatchObject({
      code: 'account_request.step_before_last',
    });
  });

  it('forgets a chase date that was set for the state before', () => {
    const decision = decideRequestStep(request('sent', { chaseOn: TODAY }), { ...firm, to: 'confirmed' });
    expect(decision).toMatchObject({ ok: true, next: { state: 'confirmed', chaseOn: null, changedOn: TODAY } });
  });

  it('A26, A47: gives back a request and nothing else: no check, no date of law', () => {
    const decision = decideRequestStep(request('sent'), { ...firm, to: 'done' });
    expect(decision.ok && Object.keys(decision.next).sort()).toEqual(['changedOn', 'chaseOn', 'kind', 'state']);
  });
});

describe('chasing', () => {
  it('asks again after the days of its kind, none of which CBP published', () => {
    expect(chaseOn(request('sent', { kind: 'tao_reactivation' }))).toBe('2026-11-26');
    expect(chaseOn(request('sent', { kind: 'importer_number_reactivation' }))).toBe('2026-12-07');
    for (const kind of REQUEST_KINDS) expect(REQUEST_RULES[kind].chaseVerified).toBe(false);
  });

  it('is overdue from the chase date on, and the day that a person set rules', () => {
    const sent = request('sent', { kind: 'tao_reactivation' });
    expect(isOverdue(sent, plainDate('2026-11-25'))).toBe(false);
    expect(isOverdue(sent, plainDate('2026-11-26'))).toBe(true);
    expect(isOverdue({ ...sent, chaseOn: plainDate('2026-11-24') }, plainDate('2026-11-24'))).toBe(true);
  });

  it('is never overdue while nobody’s answer is waited for, and stays overdue until a step is taken', () => {
    const anyRequest = fc.record({
      kind: fc.constantFrom(...REQUEST_KINDS),
      state: fc.constantFrom(...REQUEST_STATES),
      changedOn: fc.integer({ min: -90, max: 0 }).map((days) => addDays(TODAY, days)),
      chaseOn: fc.option(
        fc.integer({ min: -30, max: 30 }).map((days) => addDays(TODAY, days)),
        { nil: null },
      ),
    });
    fc.assert(
      fc.property(anyRequest, fc.nat(60), (one, days) => {
        if (!isWaiting(one)) expect(chaseOn(one)).toBeNull();
        if (isOverdue(one, TODAY)) expect(isOverdue(one, addDays(TODAY, days))).toBe(true);
      }),
    );
  });
});
