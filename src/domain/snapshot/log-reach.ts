/** Logs are kept for so long. Source: https://learn.microsoft.com/kusto/management/commands-and-queries */
export const logDays = 30;

/** Whether the logs show commands and queries of others to whoever has these roles: to admins and monitors, and to nobody else. Source as above. */
export function hasFullLog(roles: readonly string[]): boolean {
  return roles.some((role) => /(?:Admin|Monitor)s?$/i.test(role));
}

/** Whether logs lack a part of what came since; both by the clock of the service, ISO 8601. */
export function isBeforeLogs(since: string, now: string): boolean {
  return Date.parse(now) - Date.parse(since) > logDays * 86_400_000;
}
