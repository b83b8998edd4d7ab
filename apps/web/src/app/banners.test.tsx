/** @jest-environment ./dev/testing/environment.mjs */
import { describe, expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderApp } from '../../dev/testing/render-app.tsx';

describe('the banners', () => {
  it('says loudly on every page that no mail leaves while mail is not set up', async () => {
    renderApp({ at: '/settings', mailConfigured: false });
    const banner = await screen.findByRole('alert');
    expect(banner.textContent).toContain('No mail leaves this server.');
  });

  it('is silent about mail once it is set up', async () => {
    renderApp({ at: '/settings' });
    await screen.findByRole('heading', { name: 'Settings' });
    expect(screen.queryByText(/No mail leaves/u)).toBeNull();
  });

  it('names the rehearsal date and the sample, on paper too', async () => {
    renderApp({ at: '/settings', rehearsal: true, isSample: true });
    const told = await screen.findByText(/the date is fixed at Mon 23 Nov 2026/u);
    expect(told.closest('.no-print')).toBeNull();
    expect(screen.getByText('This is the sample firm.')).toBeTruthy();
  });

  it('says that a sample has aged and why it is not renewed', async () => {
    const age = (api: { firm: { me: { organization: object } } }) =>
      Object.assign(api.firm.me.organization, { agedSampleOf: '2026-10-05' });
    renderApp({ at: '/settings', isSample: true, prepare: age });
    expect(
      await screen.findByText(/made for Mon 5 Oct 2026 and has aged: once somebody has worked in it/u),
    ).toBeTruthy();
  });

  it('offers from the sample a firm of one’s own while there is none, and opens its form', async () => {
    renderApp({ at: '/settings', isSample: true, prepare: (api) => Object.assign(api, { firmExists: false }) });
    await userEvent.click(await screen.findByRole('link', { name: 'Set up my firm' }));
    expect(await screen.findByRole('heading', { name: 'Set up my firm' })).toBeTruthy();
  });

  it('says loudly that no sweep ran, since when, and what that means', async () => {
    const late = (api: { firm: object }) => Object.assign(api.firm, { sweepIsLate: true });
    renderApp({ at: '/', prepare: late });
    expect((await screen.findByText(/^No sweep since/u)).closest('[role="alert"]')?.textContent).toContain(
      'Deadlines may have come near without an alert',
    );
  });
});
