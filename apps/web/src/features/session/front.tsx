import { IconCalendarCheck, IconListCheck, IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';

/** The frame of the pages before sign-in: at the left what this is, at the right what to do. */
export function Front({ children }: { children: ReactNode }) {
  return (
    <div className="front">
      <section className="front-say" aria-label="About Capeline">
        <div className="brand">
          <img src="/mark.svg" alt="" />
          Capeline
        </div>
        <h1>Which right closes when, for how much, and what stops it.</h1>
        <ul>
          <li>
            <IconCalendarCheck size={22} stroke={1.6} aria-hidden />
            <span>Every CAPE and protest date of every client, with the count, the citation and a margin.</span>
          </li>
          <li>
            <IconListCheck size={22} stroke={1.6} aria-hidden />
            <span>Eleven separate checks: can we file, can the importer be paid, and what to do next.</span>
          </li>
          <li>
            <IconLock size={22} stroke={1.6} aria-hidden />
            <span>On your own server. It never files with CBP and never keeps ACE passwords or bank numbers.</span>
          </li>
        </ul>
        <small>Not CBP, not a broker, not a law firm. Dates are aids; the licensed broker decides.</small>
      </section>
      <main className="front-do">
        <div className="front-card">{children}</div>
      </main>
    </div>
  );
}
