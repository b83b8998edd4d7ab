import { configure } from '@testing-library/react';

// Screens are fetched when they are first wanted; on a busy machine that takes its time.
configure({ asyncUtilTimeout: 10_000 });

/** What jsdom lacks and the screens need; import it first in a test of a screen. */
class NoObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
  takeRecords(): [] {
    return [];
  }
}
const lacking = {
  ResizeObserver: NoObserver,
  IntersectionObserver: NoObserver,
  matchMedia: (query: string) => ({
    matches: false,
    media: query,
    onchange: null,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    addListener: () => undefined,
    removeListener: () => undefined,
    dispatchEvent: () => false,
  }),
  scrollTo: () => undefined,
};
for (const [name, value] of Object.entries(lacking)) Object.defineProperty(window, name, { value, writable: true });
Object.defineProperty(document, 'fonts', {
  value: { ready: Promise.resolve(), addEventListener: () => undefined, removeEventListener: () => undefined },
});
Element.prototype.scrollIntoView = () => undefined;
