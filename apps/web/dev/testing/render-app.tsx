import './browser.ts';
import { cleanup, render } from '@testing-library/react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { createQueryClient, Providers } from '../../src/app/providers.tsx';
import { routes } from '../../src/app/routes.tsx';
import { FakeApi } from '../fake-api.ts';
import { type FakeOptions, fakeFirm } from '../fake-firm.ts';

export interface RenderOptions extends Partial<FakeOptions> {
  readonly at?: string;
  readonly prepare?: (api: FakeApi) => void;
}

/** Answers `fetch` from memory. */
function answerFetch(api: FakeApi): void {
  globalThis.fetch = async (input, init) => {
    const url = new URL(String(input), 'http://localhost');
    const { status, body } = api.handle({
      method: init?.method ?? 'GET',
      path: url.pathname.replace('/api/v1/', ''),
      query: url.searchParams,
      body: typeof init?.body === 'string' ? JSON.parse(init.body) : null,
    });
    const text = body === null ? '' : JSON.stringify(body);
    return { status, ok: status < 400, text: async () => text } as Response;
  };
}

/** Mounts the whole web app at an address over an invented firm. */
export function renderApp({ at = '/', clients = 9, prepare, ...options }: RenderOptions = {}) {
  cleanup();
  const api = new FakeApi(fakeFirm({ clients, ...options }));
  prepare?.(api);
  answerFetch(api);
  const router = createMemoryRouter(routes, { initialEntries: [at] });
  const view = render(
    <Providers client={createQueryClient()}>
      <RouterProvider router={router} />
    </Providers>,
  );
  return { api, router, view };
}
