/** @jest-environment ./dev/testing/environment.mjs */
import { describe, expect, it } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderApp } from '../../dev/testing/render-app.tsx';

describe('the keys', () => {
  it('go to a page by two strokes, from any page', async () => {
    const { router } = renderApp({ at: '/settings' });
    await screen.findByRole('heading', { name: 'Settings' });
    await userEvent.keyboard('gd');
    await waitFor(() => expect(router.state.location.pathname).toBe('/deadlines'));
  });

  it('never leave a field that somebody types into', async () => {
    const { router } = renderApp({ at: '/clients' });
    const field = await screen.findByRole('textbox', { name: 'Search in these clients' });
    await userEvent.type(field, 'gdx?');
    expect(router.state.location.pathname).toBe('/clients');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect((field as HTMLInputElement).value).toBe('gdx?');
  });

  it('move the focus from line to line, and open the line that has it', async () => {
    const { router } = renderApp({ at: '/deadlines' });
    await screen.findAllByRole('table');
    await userEvent.keyboard('jj');
    const links = [...document.querySelectorAll<HTMLElement>('[data-row-link]')];
    expect(links[1] === document.activeElement).toBe(true);
    await userEvent.keyboard('k{Enter}');
    await waitFor(() => expect(router.state.location.pathname).toBe(links[0]?.getAttribute('href')));
  });

  it('are told by ? for the page at hand, and no others', async () => {
    renderApp({ at: '/settings' });
    await screen.findByRole('heading', { name: 'Settings' });
    await userEvent.keyboard('?');
    const help = await screen.findByRole('dialog', { name: 'Keys' });
    expect(within(help).getByText('Go to the board')).toBeTruthy();
    expect(within(help).queryByText('Next line')).toBeNull();
  });

  it('search with one request for what was typed, and open what is chosen', async () => {
    const { api, router } = renderApp({ at: '/settings' });
    await screen.findByRole('heading', { name: 'Settings' });
    const [, wanted] = api.firm.clients;
    await userEvent.keyboard('{Control>}k{/Control}');
    await userEvent.click(await screen.findByRole('textbox', { name: 'Search' }));
    await userEvent.paste(wanted?.detail.name ?? '');
    await screen.findByRole('button', { name: new RegExp(wanted?.detail.name ?? '', 'u') });
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(router.state.location.pathname).toBe(`/clients/${wanted?.detail.id}`));
    expect(api.calls.filter(({ path }) => path === 'search')).toHaveLength(1);
  });
});

describe('many clients at once', () => {
  it('get an owner in one request, which says what became of each', async () => {
    const { api } = renderApp({ at: '/clients' });
    await screen.findByRole('table', { name: 'Clients by urgency' });
    await userEvent.keyboard('jxjx');
    const bar = await screen.findByRole('region', { name: 'Picked clients' });
    expect(within(bar).getByText('2 clients picked')).toBeTruthy();
    await userEvent.keyboard('a');
    await userEvent.click(await screen.findByRole('menuitem', { name: /Ana Lopes/u, hidden: true }));
    await screen.findByText('2 clients: owner is now Ana Lopes.');
    expect(api.calls.filter(({ path }) => path === 'clients/owners')).toHaveLength(1);
    expect(screen.queryByRole('region', { name: 'Picked clients' })).toBeNull();
  });
});
