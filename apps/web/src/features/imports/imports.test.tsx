/** @jest-environment ./dev/testing/environment.mjs */
import { describe, expect, it } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderApp } from '../../../dev/testing/render-app.tsx';

describe('an import', () => {
  it('lists every row with a problem: where, what, and how to cure it', async () => {
    renderApp({ at: '/imports/i-committed' });
    const value = await screen.findByText('02/30/2026');
    const row = value.closest('tr');
    expect(row).not.toBeNull();
    const cells = within(row as HTMLElement)
      .getAllByRole('cell')
      .map(({ textContent }) => textContent);
    expect(cells[0]).toBe('88,017');
    expect(cells[1]).toBe('Liquidation Date');
    expect(cells[3]).toContain('There is no such day in the calendar.');
    expect(cells[4]).toContain('MM/DD/YYYY');
  });

  it('says what is wrong with a file that failed, where, and what to do', async () => {
    renderApp({ at: '/imports/i-failed' });
    const note = await screen.findByRole('alert');
    expect(note.textContent).toContain('row 1, column “HTS Number - Full”');
    expect(note.textContent).toContain('Add the column');
    expect(note.textContent).toContain('Nothing of this file is on the board.');
  });

  it('commits after review only when the person says so', async () => {
    const { api } = renderApp({
      at: '/imports/i-committed',
      prepare: ({ firm }) => {
        const [first] = firm.imports;
        if (first) first.status = 'reviewable';
      },
    });
    const commit = await screen.findByRole('button', { name: /^Commit 1,616 entries/u });
    expect(api.calls.some(({ path }) => path.endsWith('/commit'))).toBe(false);
    await userEvent.click(commit);
    await waitFor(() => expect(api.calls.some(({ path }) => path === 'imports/i-committed/commit')).toBe(true));
    expect(await screen.findByText('Committed')).toBeTruthy();
  });

  it('shows progress while the server reads, then the result, without a reload', async () => {
    renderApp({
      at: '/imports/i-new',
      prepare: (api) => api.handle({ method: 'POST', path: 'imports', query: new URLSearchParams(), body: null }),
    });
    expect(await screen.findByRole('progressbar', { name: 'Reading' })).toBeTruthy();
    expect(await screen.findByText('Committed', {}, { timeout: 8000 })).toBeTruthy();
  });
});
