/** The colour of a filled button that takes something away: white text on the theme's own red is too faint to read (WCAG 1.4.3). */
export const DANGER = 'red.9';
