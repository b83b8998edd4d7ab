import { problemOf } from '../api/http.ts';

export interface Toast {
  readonly message: string;
  readonly title?: string;
  readonly tone: 'done' | 'problem';
  readonly undo?: () => void;
}

type Listener = (toast: Toast) => void;
let listener: Listener | null = null;
const waiting: Toast[] = [];

function show(toast: Toast): void {
  if (listener) listener(toast);
  else waiting.push(toast);
}

/** The one place that shows toasts takes them from here, with those that came before it was there. */
export function takeToasts(take: Listener): () => void {
  listener = take;
  for (const toast of waiting.splice(0)) take(toast);
  return () => {
    listener = null;
  };
}

/** Says what was done and offers to take it back for eight seconds. */
export const showUndo = (message: string, undo: () => void): void => show({ message, undo, tone: 'done' });

/** Says that something was done. */
export const showDone = (message: string): void => show({ message, tone: 'done' });

/** Says in the server's words why something could not be done. */
export function showProblem(error: unknown): void {
  const { title, detail } = problemOf(error);
  show({ title, message: detail, tone: 'problem' });
}
