import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { problemOf } from '../api/http.ts';

/** Says what was done and offers to take it back for eight seconds. */
export function showUndo(message: string, undo: () => void): void {
  const id = `undo-${message}`;
  notifications.show({
    id,
    autoClose: 8000,
    withBorder: true,
    message: (
      <span className="toast-row">
        {message}
        <Button
          size="compact-sm"
          variant="light"
          onClick={() => {
            notifications.hide(id);
            undo();
          }}
        >
          Undo
        </Button>
      </span>
    ),
  });
}

/** Says in the server's words why something could not be done. */
export function showProblem(error: unknown): void {
  const { title, detail } = problemOf(error);
  notifications.show({ color: 'red', withBorder: true, title, message: detail, autoClose: 10_000 });
}

/** Says that something was done. */
export function showDone(message: string): void {
  notifications.show({ withBorder: true, message, autoClose: 4000 });
}
