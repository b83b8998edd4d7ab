/** Waits for a condition, looking again every 100 ms; fails with the given words when it does not come true in time. */
export async function waitUntil(
  condition: () => Promise<boolean> | boolean,
  timeoutMs: number,
  otherwise: () => string,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    if (await condition()) return;
    if (Date.now() > deadline) throw new Error(otherwise());
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
