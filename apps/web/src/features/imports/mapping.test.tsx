/** @jest-environment ./dev/testing/environment.mjs */
import { describe, expect, it } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fakeImport } from '../../../dev/fake-imports.ts';
import { renderApp } from '../../../dev/testing/render-app.tsx';

const open = () =>
  renderApp({
    at: '/imports/i-needs_mapping',
    prepare: ({ firm }) => {
      firm.imports.unshift(fakeImport(firm.today, 'needs_mapping'));
    },
  });
const holds = (column: string) => screen.findByRole('combobox', { name: new RegExp(`^Column ${column} `, 'u') });

describe('a file whose columns are not known', () => {
  it('shows what we think, says what is still needed and reads nothing before it is there', async () => {
    open();
    expect((await holds('A')) as HTMLSelectElement).toHaveProperty('value', 'entryNumber');
    const needed = within(screen.getByRole('list', { name: 'Needed columns' }));
    expect(needed.getByText('HTS Number - Full: column E')).toBeTruthy();
    expect(needed.getByText('Line Tariff Duty Amount: no column yet')).toBeTruthy();
    expect(screen.getByRole('status').textContent).toContain('Still without a column: Importer Number');
    expect(screen.getByRole('button', { name: 'Remember and read the file' })).toHaveProperty('disabled', true);
    expect((await holds('J')) as HTMLSelectElement).toHaveProperty('disabled', true);
  });

  it('takes the answer by keyboard and shows what came out', async () => {
    const { api } = open();
    await userEvent.selectOptions(await holds('C'), 'importerNumber');
    await userEvent.selectOptions(await holds('F'), 'duty');
    // The fact moves with the second choice: it stands in one place.
    await userEvent.selectOptions(await holds('G'), 'duty');
    expect((await holds('F')) as HTMLSelectElement).toHaveProperty('value', '');
    const button = screen.getByRole('button', { name: 'Remember and read the file' });
    await waitFor(() => expect(button).toHaveProperty('disabled', false));
    button.focus();
    await userEvent.keyboard('{Enter}');
    await waitFor(() =>
      expect(api.calls.some(({ method, path }) => method === 'POST' && path.endsWith('/mapping'))).toBe(true),
    );
    const sent = api.calls.find(({ method, path }) => method === 'POST' && path === 'imports/i-needs_mapping/mapping');
    expect(sent?.body).toHaveProperty(
      'columns',
      expect.arrayContaining([
        { position: 1, fact: 'entryNumber' },
        { position: 3, fact: 'importerNumber' },
        { position: 7, fact: 'duty' },
        { position: 8, fact: 'liquidationDate' },
      ]),
    );
    expect(await screen.findByText('Committed')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Remember and read the file' })).toBeNull();
  });
});

describe('a report that lacks useful columns', () => {
  it('says what to add in ACE, why, and what stays unknown until then', async () => {
    renderApp({ at: '/imports/i-default' });
    const coach = within(await screen.findByRole('region', { name: 'Columns to add in ACE' }));
    const [, first] = coach.getAllByRole('row');
    expect(first?.textContent).toContain('Liquidation Date and Liquidation Status');
    expect(first?.textContent).toContain('no protest date can be computed');
  });

  it('says nothing where nothing is missing', async () => {
    renderApp({ at: '/imports/i-committed' });
    await screen.findByText('Committed');
    expect(screen.queryByRole('region', { name: 'Columns to add in ACE' })).toBeNull();
  });
});

describe('the date of a report', () => {
  it('is proposed by the file before the commit, and taken over at a click', async () => {
    const { api } = renderApp({
      at: '/imports/i-reviewable',
      prepare: ({ firm }) => {
        const waiting = fakeImport(firm.today, 'reviewable');
        firm.imports.unshift({ ...waiting, asOf: '2026-11-23', runDate: { on: '2026-11-18', source: 'content' } });
      },
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Use Wed 18 Nov 2026' }));
    const sent = api.calls.find(({ method }) => method === 'PATCH');
    expect(sent).toMatchObject({ path: 'imports/i-reviewable', body: { asOf: '2026-11-18' } });
    await waitFor(() => expect(screen.queryByRole('region', { name: 'The report’s date' })).toBeNull());
  });
});
