import { Button } from '@mantine/core';
import { Notifications, notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import { type Toast, takeToasts } from './toasts.ts';

let lastId = 0;

function present({ message, title, tone, undo }: Toast): void {
  lastId += 1;
  const id = `toast-${lastId}`;
  notifications.show({
    id,
    ...(title === undefined ? {} : { title }),
    color: tone === 'problem' ? 'red' : 'brand',
    withBorder: true,
    autoClose: tone === 'problem' ? 10_000 : undo ? 8000 : 4000,
    message: undo ? (
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
    ) : (
      message
    ),
  });
}

/** Shows the toasts at the bottom of the page. */
export function ToastView() {
  useEffect(() => takeToasts(present), []);
  return <Notifications position="bottom-center" limit={3} />;
}
