import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { fakeApiPlugin } from './dev/fake-api-plugin.ts';

/** Packages of ours that only declare things: what is not imported may be left out. */
const PURE_PACKAGES = /packages\/(?:domain|contracts)\/src\//u;

export default defineConfig(({ command }) => ({
  // The fake API exists on the development server alone; no build contains it.
  plugins: [react(), ...(command === 'serve' ? [fakeApiPlugin()] : [])],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    // Fonts and pictures stay files of our own origin: the content security policy allows no data: fonts.
    assetsInlineLimit: 0,
    rolldownOptions: {
      treeshake: { moduleSideEffects: (id: string) => !PURE_PACKAGES.test(id) },
    },
  },
}));
