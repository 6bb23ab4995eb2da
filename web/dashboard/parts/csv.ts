/** Reads CSV as spreadsheets write it (RFC 4180; commas, semicolons or tabs). `most` rows at most, for a preview. */
export function readCsv(text: string, most = Number.POSITIVE_INFINITY): string[][] {
  const source = text.replace(/^\uFEFF/, "");
  const comma = separatorOf(source);
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let quoted = false;
  const endRow = () => {
    row.push(cell);
    if (row.length > 1 || row[0] !== "") rows.push(row);
    row = [];
    cell = "";
  };
  for (let at = 0; at < source.length && rows.length < most; at++) {
    const sign = source[at]!;
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (source[at + 1] === '"') {
        cell += '"';
        at++;
      } else quoted = false;
    } else if (sign === '"' && cell === "") quoted = true;
    else if (sign === comma) {
      row.push(cell);
      cell = "";
    } else if (sign === "\n") endRow();
    else if (sign !== "\r") cell += sign;
  }
  if (rows.length < most && (cell !== "" || row.length > 0)) endRow();
  return rows;
}

/** Whichever of them the first line has most of. */
function separatorOf(source: string): string {
  const line = source.slice(0, 5000).split("\n", 1)[0]!;
  const count = (sign: string) => line.split(sign).length;
  return [",", ";", "\t"].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

export const writeCsv = (rows: readonly (readonly (string | number | null)[])[]): string =>
  `\uFEFF${rows.map((row) => row.map(quote).join(",")).join("\r\n")}\r\n`;

const quote = (value: string | number | null) => {
  const text = String(value ?? "");
  return /[",;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** As UTF-8, else as Windows wrote it before. */
export async function textOf(file: Blob): Promise<string> {
  const bytes = await file.arrayBuffer();
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

/** Gives a file to the reader, made here. */
export function download(name: string, content: string): void {
  const url = URL.createObjectURL(new Blob([content], { type: "text/csv;charset=utf-8" }));
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  link.click();
  URL.revokeObjectURL(url);
}

const bare = (name: string) => name.toLowerCase().replace(/[\s_-]+/g, "");

/** Which field each column is, by its name as the server compares names; one that is unknown keeps the name it has. */
export const guessFields = (header: readonly string[], fields: readonly string[]): string[] =>
  header.map((name) => fields.find((field) => bare(field) === bare(name)) ?? name);

/** The file with its columns named as chosen, without those that are left out (null). */
export const withColumns = (rows: string[][], chosen: readonly (string | null)[]): string => {
  const kept = chosen.flatMap((field, index) => (field === null ? [] : [{ field, index }]));
  return writeCsv([
    kept.map(({ field }) => field),
    ...rows.slice(1).map((row) => kept.map(({ index }) => row[index] ?? "")),
  ]);
};
