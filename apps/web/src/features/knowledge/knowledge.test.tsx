/** @jest-environment ./dev/testing/environment.mjs */
import { describe, expect, it } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderApp } from '../../../dev/testing/render-app.tsx';

describe('the articles', () => {
  it('are found by a message of CBP’s and read with what their statements rest on', async () => {
    renderApp({ at: '/knowledge' });
    await userEvent.type(await screen.findByRole('searchbox'), 'unable to calc');
    await userEvent.click(await screen.findByRole('link', { name: 'UNABLE TO CALCULATE DUTY' }));
    const article = await screen.findByRole('article', { name: 'UNABLE TO CALCULATE DUTY' });
    expect(article.textContent).toContain('re-stated by others');
    expect(article.textContent).toContain('the licensed broker decides');
    expect(within(await screen.findByRole('navigation', { name: 'Found' })).getAllByRole('link')).toHaveLength(1);
  });

  it('are reworded from the version that was read', async () => {
    const { api } = renderApp({ at: '/knowledge/route-tao-lookup' });
    await userEvent.click(await screen.findByRole('button', { name: 'Say it in our words' }));
    const text = await screen.findByRole('textbox', { name: /Text/u });
    await userEvent.clear(text);
    await userEvent.type(text, 'Ask Mary first.');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(api.calls.some(({ method }) => method === 'PUT')).toBe(true));
    const sent = api.calls.find(({ method }) => method === 'PUT');
    expect(sent).toMatchObject({ path: 'knowledge/route-tao-lookup', body: { body: 'Ask Mary first.' } });
  });
});
