/** @jest-environment ./dev/testing/environment.mjs */
import { describe, expect, it } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { problem } from '../../../dev/fake-api.ts';
import { fakeBoard } from '../../../dev/fake-firm.ts';
import { renderApp } from '../../../dev/testing/render-app.tsx';
import { compactDollars } from '../../ui/format.ts';

describe('the board', () => {
  it('shows the two rights as two strips and never their sum', async () => {
    const { api, view } = renderApp();
    const board = fakeBoard(api.firm);
    const cape = await screen.findByRole('region', { name: 'CAPE closes, protest remains' });
    const protest = screen.getByRole('region', { name: 'Protest closes, only counsel remains' });
    board.capeCloses.forEach((span, index) => {
      const other = board.protestCloses[index]?.ieepaDutyCents ?? 0;
      expect(within(cape).getAllByText(compactDollars(span.ieepaDutyCents)).length).toBeGreaterThan(0);
      expect(within(protest).getAllByText(compactDollars(other)).length).toBeGreaterThan(0);
      const sum = compactDollars(span.ieepaDutyCents + other);
      if (span.ieepaDutyCents > 0 && other > 0) expect(view.container.textContent).not.toContain(sum);
    });
  });

  it('keeps the order of the server and puts a heading above each rank', async () => {
    const { api } = renderApp();
    const table = await screen.findByRole('table', { name: 'Clients by urgency' });
    const names = api.firm.clients.map(({ detail }) => detail.name);
    const shown = within(table)
      .getAllByRole('link')
      .map((link) => link.textContent ?? '')
      .filter((text) => names.includes(text));
    expect(shown.length).toBeGreaterThan(3);
    expect(shown).toEqual(names.slice(0, shown.length));
    expect(within(table).getByText(/^First:/u)).toBeTruthy();
  });

  it('never shows unknown as yes', async () => {
    renderApp({
      prepare: ({ firm }) => {
        for (const { detail } of firm.clients) {
          detail.readiness = {
            ...detail.readiness,
            canFile: 'unknown',
            stopsFiling: ['broker_authority'],
            canBePaid: 'no',
            stopsPayment: ['ach_refund'],
          };
        }
      },
    });
    const table = await screen.findByRole('table', { name: 'Clients by urgency' });
    expect(within(table).queryByText('Can file')).toBeNull();
    expect(within(table).queryByText('Can be paid')).toBeNull();
    expect(within(table).getAllByTitle('Unknown: Authority').length).toBeGreaterThan(3);
  });

  it('opens exactly the list behind a figure', async () => {
    renderApp();
    const strip = await screen.findByRole('region', { name: 'CAPE closes, protest remains' });
    const seven = within(strip).getByRole('link', { name: /^7 days/u });
    expect(seven.getAttribute('href')).toBe('/deadlines?right=cape&closesBy=2026-11-30');
    for (const part of within(strip).queryAllByRole('link', { name: /cannot go yet/u }))
      expect(part.getAttribute('href')).toMatch(/canGo=false$|closesFrom=/u);
  });

  it('never says of a protest that it cannot go: no check stops its clock', async () => {
    renderApp();
    const strip = await screen.findByRole('region', { name: 'Protest closes, only counsel remains' });
    expect(strip.textContent).not.toContain('cannot go');
    expect(strip.textContent).toContain('A protest needs our authority alone; nothing stops its clock.');
  });

  it('moves with j, opens with Enter', async () => {
    const { api, router } = renderApp();
    await screen.findByRole('table', { name: 'Clients by urgency' });
    await userEvent.keyboard('jj{Enter}');
    await waitFor(() => expect(router.state.location.pathname).toBe(`/clients/${api.firm.clients[1]?.detail.id}`));
  });

  it('teaches how to pull the report while there is no client', async () => {
    renderApp({ clients: 0 });
    expect(await screen.findByText(/Start with one ES-003/u)).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Load the report' }).getAttribute('href')).toBe('/imports');
  });

  it('says in the server’s words why it failed and lets one try again', async () => {
    const { api } = renderApp({
      prepare: (fake) => {
        fake.overrides.set('GET board', problem(500, 'internal', 'Something went wrong on our side'));
      },
    });
    const again = await screen.findByRole('button', { name: 'Try again' });
    expect(screen.getByRole('alert').textContent).toContain('Something went wrong on our side');
    api.overrides.clear();
    await userEvent.click(again);
    expect(await screen.findByRole('table', { name: 'Clients by urgency' })).toBeTruthy();
  });

  it('changes an owner in place and puts the former one back on undo', async () => {
    const { api } = renderApp();
    const [first] = api.firm.clients;
    if (!first) throw new Error('no client');
    const former = first.detail.owner?.id ?? null;
    await userEvent.click(
      await screen.findByRole('button', { name: new RegExp(`owner of ${first.detail.name}`, 'u') }),
    );
    await userEvent.click(await screen.findByRole('menuitem', { name: /Ana Lopes/u, hidden: true }));
    await waitFor(() => expect(first.detail.owner?.id).toBe('m3'));
    await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(first.detail.owner?.id ?? null).toBe(former));
  });
});
