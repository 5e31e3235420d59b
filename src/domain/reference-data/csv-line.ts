/** One line of CSV with its line break; an empty line would be no row, so a single empty value is quoted. Source: https://www.rfc-editor.org/rfc/rfc4180 */
export function csvLine(values: readonly string[]): string {
  const line = values.map(quoted).join(',');
  return line === '' ? '""\n' : `${line}\n`;
}

function quoted(value: string): string {
  return /[",\r\n]|^\s|\s$/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
