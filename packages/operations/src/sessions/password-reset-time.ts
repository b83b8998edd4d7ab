/** How long after asking a new password may be chosen. */
export const PASSWORD_RESET_MS = 60 * 60 * 1000;
