/** @jest-environment ./dev/testing/environment.mjs */
import { describe, expect, it } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fakeEntries } from '../../../dev/fake-entries.ts';
import { renderApp } from '../../../dev/testing/render-app.tsx';
import { changedFacts, EMPTY_FORM } from './facts-form.ts';

const NEW = { ...EMPTY_FORM, entryNumber: '551-3518786-6' };

async function openCorrection() {
  let entryNumber = '';
  const shown = renderApp({
    prepare: ({ firm }) => {
      const [client] = firm.clients;
      if (client) entryNumber = fakeEntries(client, firm.today)[0]?.entryNumber ?? '';
    },
  });
  await shown.router.navigate(`/entries/${entryNumber}`);
  await userEvent.click(await screen.findByRole('button', { name: 'Correct' }));
  const drawer = await screen.findByRole('dialog');
  return { ...shown, drawer, entryNumber };
}

describe('the facts that are sent', () => {
  it('are those that differ, each in the place that its status gives it', () => {
    expect(changedFacts(NEW, NEW)).toEqual({});
    expect(changedFacts({ ...NEW, status: 'liquidated', liquidatedOn: '2026-10-16' }, NEW)).toEqual({
      liquidation: { status: 'liquidated', date: '2026-10-16' },
    });
    expect(changedFacts({ ...NEW, status: 'scheduled', liquidatedOn: '2026-12-18' }, NEW)).toEqual({
      liquidation: { status: 'scheduled', scheduledDate: '2026-12-18' },
    });
    expect(changedFacts({ ...NEW, duty: '1,234.56', type09: 'no', flagged: 'yes' }, NEW)).toEqual({
      ieepaDutyCents: 123_456,
      reconciliation: { flagged: true, type09OnFile: false },
    });
    const known = { ...NEW, duty: '10.00', entryType: '01' };
    expect(changedFacts({ ...known, duty: '', entryType: '' }, known)).toEqual({
      ieepaDutyCents: null,
      entryType: null,
    });
  });
});

describe('a correction on screen', () => {
  it('sends what was changed, with its evidence and the state that was read', async () => {
    const { api, drawer, entryNumber } = await openCorrection();
    const save = within(drawer).getByRole('button', { name: 'Correct' });
    expect(save).toHaveProperty('disabled', true);
    await userEvent.click(within(drawer).getByRole('combobox', { name: 'Type 09 on file' }));
    await userEvent.click(await screen.findByRole('option', { name: 'No, none is filed', hidden: true }));
    expect(save).toHaveProperty('disabled', true);
    await userEvent.type(within(drawer).getByRole('textbox', { name: /What was seen/u }), 'Nothing is filed.');
    await userEvent.click(save);
    await waitFor(() => expect(api.calls.some(({ method }) => method === 'PATCH')).toBe(true));
    const sent = api.calls.find(({ method }) => method === 'PATCH');
    expect(sent?.path).toBe(`entries/${entryNumber}`);
    expect(sent?.body).toEqual({
      reconciliation: { type09OnFile: false },
      evidence: { note: 'Nothing is filed.', seenOn: '2026-11-23', seenBy: api.firm.me.user.name },
    });
  });

  it('shows what the clocks become, and asks before one ends later', async () => {
    const { api, drawer } = await openCorrection();
    await userEvent.click(within(drawer).getByRole('combobox', { name: 'Liquidation' }));
    await userEvent.click(await screen.findByRole('option', { name: 'Suspended', hidden: true }));
    await userEvent.type(within(drawer).getByRole('textbox', { name: /What was seen/u }), 'Suspended in ACE.');
    const clocks = await within(drawer).findByRole('region', { name: 'What the clocks become' });
    expect((await within(clocks).findAllByText('no clock')).length).toBe(2);
    const save = within(drawer).getByRole('button', { name: 'Correct' });
    expect(save).toHaveProperty('disabled', true);
    await userEvent.click(await within(drawer).findByRole('checkbox'));
    await userEvent.click(save);
    await waitFor(() => expect(api.calls.some(({ method }) => method === 'PATCH')).toBe(true));
    expect(api.calls.find(({ method }) => method === 'PATCH')?.body).toMatchObject({ confirmLater: true });
  });
});
