/** @jest-environment ./dev/testing/environment.mjs */
import { expect, it } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import { fakeEntries } from '../../../dev/fake-entries.ts';
import { renderApp } from '../../../dev/testing/render-app.tsx';

it('shows the dates of a past date without a status as provisional, and what to do about it', async () => {
  let entryNumber = '';
  const { router } = renderApp({
    prepare: ({ firm }) => {
      const entries = firm.clients.flatMap((client) => fakeEntries(client, firm.today));
      entryNumber = entries.find(({ needsData }) => needsData?.startsWith('liquidation.'))?.entryNumber ?? '';
    },
  });
  expect(entryNumber).not.toBe('');
  await router.navigate(`/entries/${entryNumber}`);
  const note = await screen.findByRole('region', { name: 'Provisional dates' });
  expect(note.textContent).toContain('the report shows a past date without a status');
  expect(note.textContent).toContain('Counted as if CBP had liquidated on Fri 16 Oct 2026');
  expect(within(note).getAllByRole('definition')).toHaveLength(2);
  expect(within(note).getByRole('link', { name: 'load a report' })).toBeTruthy();
  expect(screen.getByText('No clock runs for this entry.')).toBeTruthy();
});
