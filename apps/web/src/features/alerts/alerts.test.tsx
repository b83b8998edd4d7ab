/** @jest-environment ./dev/testing/environment.mjs */
import { describe, expect, it } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { FakeApi } from '../../../dev/fake-api.ts';
import { renderApp } from '../../../dev/testing/render-app.tsx';

describe('the alerts', () => {
  it('shows a mail in a frame that may run nothing, and its text part', async () => {
    renderApp({ at: '/alerts?view=mails' });
    await userEvent.click(await screen.findByRole('button', { name: /dates need you/u }));
    const dialog = await screen.findByRole('dialog');
    const frame = await within(dialog).findByTitle('The mail');
    expect(frame.getAttribute('sandbox')).toBe('');
    expect(within(dialog).getByText('250 2.0.0 OK queued as 4F2A91')).toBeTruthy();
    await userEvent.click(within(dialog).getByRole('radio', { name: 'Text part' }));
    expect(within(dialog).getByText(/Good morning/u)).toBeTruthy();
  });

  it('sends a message again that was given up, after saying that it may have arrived', async () => {
    const { api } = renderApp({ at: '/alerts?view=mails' });
    await userEvent.click(await screen.findByRole('button', { name: 'Send again to sam@example.test' }));
    expect(await screen.findByText(/may have arrived already/u)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Send again to ruth@example.test' })).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Send it again', hidden: true }));
    await screen.findByText(/On its way to sam@example\.test again/u);
    expect(api.calls.filter(({ method }) => method === 'POST').map(({ path }) => path)).toEqual(['mails/mail2/resend']);
    expect(await screen.findByText('Queued')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Send again/u })).toBeNull();
  });

  it('offers no second sending to who may only read', async () => {
    const mayRead = (api: FakeApi): void => {
      api.firm.me.permissions = ['alerts:read'];
    };
    renderApp({ at: '/alerts?view=mails', prepare: mayRead });
    expect(await screen.findByText('Failed')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Send again/u })).toBeNull();
  });

  it('says of each alert whether a mail server took it', async () => {
    renderApp({ at: '/alerts', mailConfigured: false });
    expect((await screen.findAllByText('Not sent: no mail set up')).length).toBeGreaterThan(0);
    expect(screen.queryByText('Accepted')).toBeNull();
  });

  it('shows provisional alerts apart: what would apply, how it ended, and a link to exactly its entries', async () => {
    const { api } = renderApp({ at: '/alerts?view=provisional' });
    const table = await screen.findByRole('table', { name: 'Provisional alerts' });
    const [, ahead, lapsed] = within(table).getAllByRole('row');
    expect(ahead?.textContent).toContain('Provisional');
    expect(ahead?.textContent).toContain('CAPE, if liquidated on Fri 18 Sep 2026');
    expect(lapsed?.textContent).toContain('lapsed');
    const [link] = within(table).getAllByRole('link', { name: /if liquidated on Fri 18 Sep 2026/u });
    expect(link?.getAttribute('href')).toMatch(/^\/entries\?clientId=c\d+&provisionalOn=2026-09-18$/u);
    expect(within(table).queryByRole('button', { name: /^Acknowledge/u })).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'All, with settled' }));
    expect(await screen.findByText('settled')).toBeTruthy();
    expect(screen.getByText('withdrawn')).toBeTruthy();
    expect(api.calls.some(({ path }) => path.startsWith('provisional-alerts'))).toBe(true);
  });

  it('acknowledges with a note and says that this closes nothing', async () => {
    const { api } = renderApp({ at: '/alerts' });
    const [button] = await screen.findAllByRole('button', { name: /^Acknowledge the/u });
    if (!button) throw new Error('no open alert');
    await userEvent.click(button);
    await userEvent.type(await screen.findByRole('textbox', { name: 'Note', hidden: true }), 'Batch goes out today');
    expect(screen.getByText(/This closes nothing/u)).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Acknowledge', hidden: true }));
    await screen.findByText(/Acknowledged\. The next tier asks again/u);
    const sent = api.calls.find(({ method, path }) => method === 'POST' && path.endsWith('/acknowledge'));
    expect(sent?.body).toEqual({ note: 'Batch goes out today' });
  });
});
