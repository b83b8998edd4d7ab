/** @jest-environment ./dev/testing/environment.mjs */
import { describe, expect, it } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderApp } from '../../../dev/testing/render-app.tsx';

describe('clients that may be one', () => {
  it('are merged from the list of clients, and taken back', async () => {
    const { api } = renderApp({ at: '/clients' });
    const panel = await screen.findByRole('region', { name: 'Clients that may be one' });
    await userEvent.click(within(panel).getByRole('button', { name: /^Merge / }));
    await waitFor(() => expect(api.calls.some(({ path }) => path.endsWith('/merge'))).toBe(true));
    const sent = api.calls.find(({ path }) => path.endsWith('/merge'));
    expect(sent).toMatchObject({ method: 'POST', body: { intoClientId: api.firm.clients[0]?.detail.id } });
    await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(api.calls.some(({ path }) => path === 'regroupings/r1/undo')).toBe(true));
  });

  it('are two for good once somebody says so', async () => {
    const { api } = renderApp({ at: '/clients' });
    const panel = await screen.findByRole('region', { name: 'Clients that may be one' });
    await userEvent.click(within(panel).getByRole('button', { name: /are two clients$/ }));
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Clients that may be one' })).toBeNull());
    expect(api.calls.find(({ path }) => path === 'clients/merge-suggestions/dismiss')?.body).toEqual({
      clientIds: [api.firm.clients[1]?.detail.id, api.firm.clients[0]?.detail.id],
    });
  });
});

describe('the importer numbers of a client', () => {
  it('move to a new client by name', async () => {
    const { api } = renderApp({
      at: '/clients/c1?tab=numbers',
      prepare: ({ firm }) => {
        const detail = firm.clients.find((client) => client.detail.id === 'c1')?.detail;
        const [number] = detail?.importerNumbers ?? [];
        if (detail && number) detail.importerNumbers = [number, { ...number, id: 'n2', masked: '47-•••••8001' }];
      },
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Move 47-•••••8001' }));
    const drawer = await screen.findByRole('dialog');
    await userEvent.click(within(drawer).getByRole('combobox', { name: 'To' }));
    await userEvent.click(await screen.findByRole('option', { name: 'A new client', hidden: true }));
    await userEvent.type(within(drawer).getByRole('textbox', { name: 'Name of the new client' }), 'Quill West');
    await userEvent.click(within(drawer).getByRole('button', { name: 'Move' }));
    await waitFor(() => expect(api.calls.some(({ path }) => path.endsWith('/move'))).toBe(true));
    expect(api.calls.find(({ path }) => path.endsWith('/move'))).toMatchObject({
      path: 'clients/c1/importer-numbers/n2/move',
      body: { newClientName: 'Quill West' },
    });
  });
});

describe('a filer code in the settings', () => {
  it('is decided, and the decision can be taken back', async () => {
    const { api } = renderApp({ at: '/settings' });
    await userEvent.click(await screen.findByRole('combobox', { name: 'Whose is SP7' }));
    // Every code has the same choices; the third is SP7's.
    const choices = await screen.findAllByRole('option', { name: 'Another filer’s', hidden: true });
    await userEvent.click(choices[2] ?? document.body);
    const sent = () => api.calls.filter(({ path, method }) => path === 'filer-codes/SP7' && method === 'PATCH');
    await waitFor(() => expect(sent()).toHaveLength(1));
    expect(sent()[0]?.body).toEqual({ status: 'another' });
    await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(sent()).toHaveLength(2));
    expect(sent()[1]?.body).toEqual({ status: 'unknown' });
  });
});
