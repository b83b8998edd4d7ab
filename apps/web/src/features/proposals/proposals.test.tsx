/** @jest-environment ./dev/testing/environment.mjs */
import { describe, expect, it } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderApp } from '../../../dev/testing/render-app.tsx';

describe('proposed later dates', () => {
  it('show what rules, what is proposed from where, and what a confirmation would move', async () => {
    renderApp({ at: '/proposals' });
    const [row] = (await screen.findByRole('table', { name: 'Proposed later dates' })).querySelectorAll('tbody tr');
    const text = row?.textContent ?? '';
    for (const part of ['14 days later', 'ES-003.xlsx', 'row 1,204', 'CAPE Sat', 'Protest Mon', '$61,407'])
      expect(text).toContain(part);
  });

  it('are decided together with a note, and what the server refuses is named', async () => {
    const { api } = renderApp({ at: '/proposals' });
    await userEvent.click(await screen.findByRole('checkbox', { name: 'Choose all' }));
    await userEvent.type(screen.getByLabelText('Note for the audit trail'), 'Notice seen');
    await userEvent.click(screen.getByRole('button', { name: 'Keep earlier dates' }));
    const refusal = await screen.findByRole('alert');
    expect(refusal.textContent).toContain('1 entry was not changed');
    const sent = api.calls.find(({ path }) => path === 'proposals/decide');
    expect(sent?.body).toMatchObject({ decision: 'keep', note: 'Notice seen' });
  });
});

describe('undoing an import', () => {
  it('says what it restores and what stays before it is done, and what it did afterwards', async () => {
    const { api } = renderApp({ at: '/imports/i-committed' });
    await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    const dialog = await screen.findByRole('dialog');
    expect(dialog.textContent).toContain('3 entries with a date that moved earlier keep the earlier date');
    expect(dialog.textContent).toContain('What stays');
    expect(api.calls.some(({ path }) => path.endsWith('/undo'))).toBe(false);
    await userEvent.click(within(dialog).getByRole('button', { name: 'Undo this import' }));
    await waitFor(() => expect(api.calls.some(({ path }) => path === 'imports/i-committed/undo')).toBe(true));
    expect(await screen.findByText(/412 entries went/u)).toBeTruthy();
  });
});
