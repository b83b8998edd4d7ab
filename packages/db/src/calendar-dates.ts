const CALENDAR_DATE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * `YYYY-MM-DD` as Prisma wants a `@db.Date`: midnight UTC. Throws a RangeError for anything that is no calendar date; dates
 * of law are text everywhere else.
 */
export function toPrismaDate(calendarDate: string): Date {
  const date = new Date(`${calendarDate}T00:00:00.000Z`);
  if (!CALENDAR_DATE.test(calendarDate) || Number.isNaN(date.getTime()) || fromPrismaDate(date) !== calendarDate) {
    throw new RangeError(`${calendarDate} is no calendar date`);
  }
  return date;
}

/** A `@db.Date` from Prisma (midnight UTC) as `YYYY-MM-DD`, in whatever zone the server runs. */
export function fromPrismaDate(date: Date): string {
  return date.toISOString().slice(0, 10);
}
