/** @jest-environment ./dev/testing/environment.mjs */
import { describe, expect, it } from '@jest/globals';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { problem } from '../../dev/fake-api.ts';
import { renderApp } from '../../dev/testing/render-app.tsx';

describe('the first page', () => {
  it('offers to set up a firm and to look at the sample while no firm exists', async () => {
    renderApp({
      at: '/sign-in',
      prepare: (api) => {
        api.signedIn = false;
        api.firmExists = false;
      },
    });
    expect(await screen.findByRole('button', { name: /Set up my firm/u })).toBeTruthy();
    expect(screen.getByRole('button', { name: /Look at the sample/u })).toBeTruthy();
  });

  it('shows what the server finds wrong beside the field that it is about', async () => {
    const { api } = renderApp({
      at: '/sign-in',
      prepare: (fake) => {
        fake.signedIn = false;
        fake.firmExists = false;
        fake.overrides.set(
          'POST setup',
          problem(422, 'request.invalid', 'The request has a fault', [
            { pointer: '/password', message: 'This password is in a list of stolen ones.' },
          ]),
        );
      },
    });
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: /Set up my firm/u }));
    await user.type(screen.getByLabelText('Name of the firm'), 'Mills Customs Brokers');
    await user.type(screen.getByLabelText('Your name'), 'Ruth Mills');
    await user.type(screen.getByLabelText('Your e-mail'), 'ruth@example.test');
    await user.type(screen.getByLabelText('Password'), 'four words in a row');
    await user.click(screen.getByRole('button', { name: /Set up and open/u }));
    expect(await screen.findByText('This password is in a list of stolen ones.')).toBeTruthy();
    expect(screen.getByLabelText('Password').getAttribute('aria-invalid')).toBe('true');
    const sent = api.calls.find(({ method, path }) => method === 'POST' && path === 'setup');
    expect(sent?.body).toMatchObject({ organizationName: 'Mills Customs Brokers', filerCodes: [] });
  });

  it('brings a person who followed a link in a mail to that address after signing in', async () => {
    const { router } = renderApp({
      at: '/deadlines/some-id',
      prepare: (api) => {
        api.signedIn = false;
      },
    });
    const user = userEvent.setup();
    await user.type(await screen.findByLabelText('E-mail'), 'ruth@example.test');
    expect(router.state.location.search).toBe('?to=%2Fdeadlines%2Fsome-id');
    await user.type(screen.getByLabelText('Password'), 'four words in a row');
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    await waitFor(() => expect(router.state.location.pathname).toBe('/deadlines/some-id'));
  });
});
