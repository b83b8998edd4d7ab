/** @jest-environment ./dev/testing/environment.mjs */
import { describe, expect, it } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { problem } from '../../../dev/fake-api.ts';
import { renderApp } from '../../../dev/testing/render-app.tsx';

const CAPE_K80 = 'Record The account of the filer code can submit CAPE files K80';

describe('our firm', () => {
  it('shows what is unknown as unknown, with what it stops', async () => {
    renderApp({ at: '/firm' });
    const answers = await screen.findByRole('region', { name: 'What we can do today' });
    expect(answers.textContent).toContain('605 upload unknown');
    expect(answers.textContent).toContain('0 of 9 done');
    const checks = screen.getByRole('region', { name: 'Our checks' });
    expect(within(checks).getAllByText('stops our CAPE upload')).toHaveLength(2);
    expect(screen.getByRole('region', { name: 'Friday’s liquidations' }).textContent).toContain('Friday is missing');
    expect(screen.getByText('unverified')).toBeTruthy();
  });

  it('records one line and no other, and puts it back', async () => {
    const { api } = renderApp({ at: '/firm' });
    await userEvent.click(await screen.findByRole('button', { name: CAPE_K80 }));
    const drawer = await screen.findByRole('dialog');
    await userEvent.click(within(drawer).getByRole('combobox', { name: 'Status' }));
    await userEvent.click(await screen.findByRole('option', { name: 'Blocked', hidden: true }));
    await userEvent.type(within(drawer).getByRole('textbox', { name: 'Evidence' }), 'No tab.');
    await userEvent.click(within(drawer).getByRole('button', { name: 'Record' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    const patches = () => api.calls.filter(({ method }) => method === 'PATCH');
    expect(patches()[0]).toMatchObject({
      path: 'firm-readiness/checks/cape_tab',
      body: { subject: 'K80', status: 'blocked', evidenceNote: 'No tab.' },
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(patches()).toHaveLength(2));
    expect(patches()[1]?.body).toMatchObject({ subject: 'K80', status: 'unknown', evidenceNote: null });
  });

  it('says in the server’s words why an account cannot be ready', async () => {
    const { api } = renderApp({ at: '/firm' });
    const issues = [{ pointer: '/accountType', message: 'Such an account is refused.' }];
    api.overrides.set(
      'PATCH firm-readiness/checks/cape_tab',
      problem(422, 'request.invalid', 'Some fields have a fault', issues),
    );
    await userEvent.click(await screen.findByRole('button', { name: CAPE_K80 }));
    const drawer = await screen.findByRole('dialog');
    await userEvent.click(within(drawer).getByRole('button', { name: 'Record' }));
    expect(await within(drawer).findByText('Such an account is refused.')).toBeTruthy();
  });

  it('notes a log-in of today with one click', async () => {
    const { api } = renderApp({ at: '/firm' });
    await userEvent.click(await screen.findByRole('button', { name: /^Logged in today.*Dana Pier/u }));
    await waitFor(() => expect(api.calls.some(({ method }) => method === 'PATCH')).toBe(true));
    expect(api.calls.find(({ method }) => method === 'PATCH')).toMatchObject({
      path: 'firm-readiness/uploaders/u1',
      body: { lastLoginOn: '2026-11-23' },
    });
  });

  it('is reached from what needs somebody on the board', async () => {
    renderApp({ at: '/' });
    const needs = await screen.findByRole('region', { name: 'Needs you today' });
    const hrefs = within(needs)
      .getAllByRole('link')
      .map((link) => link.getAttribute('href'));
    expect(hrefs).toEqual(expect.arrayContaining(['/firm', '/firm#reports']));
  });
});
