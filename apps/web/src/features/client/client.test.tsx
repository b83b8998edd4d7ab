/** @jest-environment ./dev/testing/environment.mjs */
import { describe, expect, it } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { problem } from '../../../dev/fake-api.ts';
import { readinessOf } from '../../../dev/fake-client.ts';
import { renderApp } from '../../../dev/testing/render-app.tsx';
import { answersOf } from './who-can-act.tsx';

describe('the client page', () => {
  it('sends what was recorded, and nothing about lines that were not meant', async () => {
    const { api } = renderApp({
      at: '/clients/c1',
      prepare: ({ firm }) => {
        const client = firm.clients.find(({ detail }) => detail.id === 'c1');
        for (const check of client?.checks ?? []) {
          check.status = 'unknown';
          for (const line of check.lines)
            Object.assign(line, { status: 'unknown', verifiedOn: null, evidenceNote: null });
        }
      },
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Record The filing broker is authorised' }));
    const drawer = await screen.findByRole('dialog');
    await userEvent.click(within(drawer).getByRole('combobox', { name: 'Status' }));
    await userEvent.click(await screen.findByRole('option', { name: 'Ready', hidden: true }));
    await userEvent.type(within(drawer).getByRole('textbox', { name: 'Evidence' }), 'POA of 2 Nov on file.');
    await userEvent.click(within(drawer).getByRole('button', { name: 'Record' }));
    await waitFor(() => expect(api.calls.some(({ method }) => method === 'PATCH')).toBe(true));
    const sent = api.calls.find(({ method }) => method === 'PATCH');
    expect(sent?.path).toBe('clients/c1/checks/broker_authority');
    expect(sent?.body).toMatchObject({
      status: 'ready',
      evidenceNote: 'POA of 2 Nov on file.',
      verifiedOn: '2026-11-23',
    });
    expect(sent?.body).not.toHaveProperty('importerNumber');
  });

  it('names past dates without a status as provisional, with the list behind the number', async () => {
    renderApp({
      at: '/clients/c1',
      prepare: ({ firm }) => {
        const detail = firm.clients.find(({ detail: { id } }) => id === 'c1')?.detail;
        const provisional = {
          entryCount: 2,
          ieepaDutyCents: 100,
          earliestFileBy: '2026-12-18',
          earliestLastDay: '2026-12-28',
        };
        if (detail) Object.assign(detail, { provisional });
      },
    });
    const link = await screen.findByRole('link', { name: /2 past dates without a status/u });
    expect(link.textContent).toContain('provisional file-by Fri 18 Dec 2026');
    expect(link.getAttribute('href')).toBe('/entries?clientId=c1&provisional=true');
  });

  it('says lapsed beside a provisional day that has passed', async () => {
    renderApp({
      at: '/clients/c1',
      prepare: ({ firm }) => {
        const detail = firm.clients.find(({ detail: { id } }) => id === 'c1')?.detail;
        const days = { earliestFileBy: '2026-10-16', earliestLastDay: '2026-10-23' };
        if (detail) Object.assign(detail, { provisional: { entryCount: 1, ieepaDutyCents: 100, ...days } });
      },
    });
    const link = await screen.findByRole('link', { name: /1 past date without a status/u });
    expect(link.textContent).toContain('provisional last day Fri 23 Oct 2026, lapsed');
  });

  it('says that somebody was quicker, keeps what was typed, and offers the present state', async () => {
    const { api } = renderApp({
      at: '/clients/c1',
      prepare: ({ firm }) => {
        const checks = firm.clients.find(({ detail }) => detail.id === 'c1')?.checks ?? [];
        for (const check of checks) if (check.kind === 'broker_authority') check.status = 'unknown';
      },
    });
    api.overrides.set(
      'PATCH clients/c1/checks/broker_authority',
      problem(412, 'conflict.version', 'Somebody changed this meanwhile'),
    );
    await userEvent.click(await screen.findByRole('button', { name: 'Record The filing broker is authorised' }));
    const drawer = await screen.findByRole('dialog');
    await userEvent.type(within(drawer).getByRole('textbox', { name: 'Evidence' }), ' Seen again.');
    await userEvent.click(within(drawer).getByRole('button', { name: 'Record' }));
    expect(await within(drawer).findByText('Somebody changed this meanwhile')).toBeTruthy();
    expect((within(drawer).getByRole('textbox', { name: 'Evidence' }) as HTMLTextAreaElement).value).toContain(
      'Seen again.',
    );
    const reads = api.calls.filter(({ path }) => path === 'clients/c1/checks').length;
    await userEvent.click(within(drawer).getByRole('button', { name: 'Show what stands there now' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(api.calls.filter(({ path }) => path === 'clients/c1/checks').length).toBeGreaterThan(reads);
  });

  it('changes nothing of several numbers but what was typed for all of them', async () => {
    const { api } = renderApp({
      at: '/clients/c1',
      prepare: ({ firm }) => {
        const check = firm.clients
          .find(({ detail }) => detail.id === 'c1')
          ?.checks.find(({ kind }) => kind === 'ach_refund');
        const [line] = check?.lines ?? [];
        if (!check || !line) throw new Error('no such check');
        check.status = 'blocked';
        check.lines = [
          { ...line, importerNumber: '10-100000000', importerNumberMasked: '10-•••••0000', status: 'ready' },
          { ...line, importerNumber: '10-100000001', importerNumberMasked: '10-•••••0001', status: 'blocked' },
        ];
      },
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Record ACH refund banking is current' }));
    const drawer = await screen.findByRole('dialog');
    await userEvent.type(within(drawer).getByRole('textbox', { name: 'Next action' }), 'Telephone the bank');
    await userEvent.click(within(drawer).getByRole('button', { name: 'Record' }));
    await waitFor(() => expect(api.calls.some(({ method }) => method === 'PATCH')).toBe(true));
    expect(api.calls.find(({ method }) => method === 'PATCH')?.body).toEqual({ nextAction: 'Telephone the bank' });
  });

  it('offers no way to tick a computed check', async () => {
    renderApp({ at: '/clients/c1' });
    await userEvent.click(await screen.findByRole('button', { name: /checks done/u }));
    expect(screen.queryByRole('button', { name: /Record Every date is calendared/u })).toBeNull();
    expect(screen.queryByRole('button', { name: /Record Reconciliation/u })).toBeNull();
  });

  it('shows how the next date came about, with the law and the rules', async () => {
    const { api } = renderApp({
      at: '/clients/c1',
      prepare: ({ firm }) => firm.clients.sort((a, b) => a.detail.id.localeCompare(b.detail.id)),
    });
    const next = api.firm.clients[0]?.deadlines[0];
    if (!next) throw new Error('no clock');
    const panel = await screen.findByRole('region', { name: 'Next clock' });
    expect((await within(panel).findByText(next.citation)).tagName).toBe('DD');
    expect(within(panel).getByText(`version ${next.rulesVersion}`)).toBeTruthy();
  });

  it('says unknown, not yes, when nobody has looked at what stops filing', () => {
    const [file, , pay] = answersOf({
      readiness: { ...readinessOf([]), canFile: 'unknown', stopsFiling: ['broker_authority'] },
      filers: { undecided: [], others: [], closed: [] },
    });
    expect(file?.status).toBe('unknown');
    expect(file?.why).toContain('Authority');
    expect(pay?.status).toBe('ready');
  });
});
